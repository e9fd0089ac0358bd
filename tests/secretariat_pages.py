"""The secretariat's forms as its people use them: opened, typed into and saved, and what the page then says."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.urls import resolve, reverse
from factories import staff
from typed import values

from sites.models import Claim, Site, SiteCountry, Species

WHY = {"reason": "better_knowledge", "text": "Field work of 2026"}


def page_of(row, page="change"):
    names = f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}"
    return reverse(names, args=[row.pk]) if page != "changelist" else reverse(names)


def save(client, row, **typed):
    """Opens the row's form, types, and saves."""
    form = f"{row._meta.model_name}_form"
    return client.post(
        page_of(row),
        values(client.get(page_of(row)), form) | {"reason_of_edit": "Field work of 2026"} | typed,
    )


def errors(response):
    """Every error that the page shows, as one text."""
    assert response.status_code == 200
    context = response.context_data if hasattr(response, "context_data") else response.context
    return " ".join(str(error) for error in context["errors"])


def with_rights(*codenames):
    user = staff("reader", superuser=False)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


def messages(response):
    """What the secretariat is told after a save, on whichever page comes next."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def refused(request, row, typed, **changed):
    """The answer to a form that is refused, before any page is made of it."""
    asked = request.post(page_of(row), typed | changed)
    asked.user, asked._messages = get_user_model().objects.get(username="secretariat"), None
    asked._dont_enforce_csrf_checks = True
    asked.resolver_match = resolve(asked.path)
    answer = admin.site.get_model_admin(type(row)).change_view(asked, str(row.pk))
    assert not answer.is_rendered
    return answer


def assert_each_refused(client, request, row, cases, **always):
    """Every (field, value, words) of `cases` is refused in these words, and nothing is written."""
    typed = (
        values(client.get(page_of(row)), f"{row._meta.model_name}_form") | {"reason_of_edit": "x"} | always
    )
    before = [model.history.count() for model in (Site, Claim, SiteCountry, Species)]

    for field, value, says in cases:
        shown = errors(refused(request, row, typed, **{field: value}))
        assert shown, (field, value)
        assert says in shown, (field, value, shown)

    assert [model.history.count() for model in (Site, Claim, SiteCountry, Species)] == before


def decision_page(of, page):
    """The address of a page of the site's own, such as "move/delist"."""
    return f"/admin/aze_sites/site/{of.pk}/{page}/"
