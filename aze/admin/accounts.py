"""Accounts, the outbox and locked log-ins in the admin. Accounts are kept by administrators (superusers) alone."""

from axes import admin as axes_admin
from axes.models import AccessAttempt
from django import forms
from django.contrib import admin, messages
from django.contrib.auth import admin as auth_admin
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from post_office import admin as post_office_admin
from post_office.models import STATUS, Email

from .. import accounts
from ..account_forms import AccountFields, InvitationForm

# These packages register their own pages when they are imported; the secretariat gets what it needs of them, below.
for package in (auth_admin, axes_admin, post_office_admin):
    theirs = [row for row, page in admin.site._registry.items() if type(page).__module__ == package.__name__]
    admin.site.unregister(theirs)


class ForAdministrators:
    """Pages that only active superusers see, and from which nothing is deleted."""

    def has_module_permission(self, request):
        return request.user.is_active and request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    has_change_permission = has_add_permission = has_view_permission

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(User)
class AccountAdmin(ForAdministrators, auth_admin.UserAdmin):
    """People are invited by mail and never deleted: what they decided keeps their name. Who leaves is made inactive."""

    form, add_form = AccountFields, InvitationForm
    list_display = ("username", "email", "first_name", "last_name", "is_active", "is_superuser", "last_login")
    list_filter = ("is_active", "is_superuser", "groups")
    fieldsets = (
        (None, {"fields": ("username", "email", "first_name", "last_name")}),
        (
            _("What the account may do"),
            {"fields": ("is_active", "is_staff", "is_superuser", "groups")},
        ),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "fields": ("username", "email", "first_name", "last_name"),
                "description": _(
                    "A mail with a link is sent; its owner chooses the passphrase. What the account may do is set on the next page."
                ),
            },
        ),
    )
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ()
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    actions = ["send_new_link"]

    def save_model(self, request, obj, form, change):
        if change:
            super().save_model(request, obj, form, change)
        else:
            accounts.invite(obj, by=request.user)

    def user_change_password(self, request, id, form_url=""):
        raise PermissionDenied(_("Nobody sets another person's passphrase: send a link instead."))

    @admin.action(description=_("Mail a link to choose a new passphrase"))
    def send_new_link(self, request, queryset):
        people = list(queryset.filter(is_active=True))
        for person in people:
            accounts.send_new_link(person, by=request.user)
        sent = ngettext(
            "A link is on its way to %(count)d person.",
            "Links are on their way to %(count)d people.",
            len(people),
        )
        self.message_user(request, sent % {"count": len(people)}, messages.SUCCESS)


@admin.register(Group)
class GroupAdmin(ForAdministrators, auth_admin.GroupAdmin):
    """Rights that several accounts share."""

    filter_horizontal = ()
    formfield_overrides = {models.ManyToManyField: {"widget": forms.SelectMultiple(attrs={"size": 20})}}


@admin.register(Email)
class OutboxAdmin(ForAdministrators, admin.ModelAdmin):
    """Mails that wait, were sent or failed. Their text is not shown: it may hold a link that opens an account."""

    list_display = ("subject", "to", "status", "fault", "number_of_retries", "created", "last_updated")
    list_filter = ("status",)
    readonly_fields = ("fault",)
    fields = list_display
    actions = ["send_again"]
    change_form_template = "admin/change_form.html"  # the package's own offers what is not offered here

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("logs")

    @admin.display(description=_("why it was not sent"))
    def fault(self, email):
        """What the mail server said, or why it was not reached: the kind of fault and its code, without any address."""
        return ", ".join(f"{log.exception_type} {log.message}".strip() for log in email.logs.all())

    @admin.action(description=_("Send again what failed"), permissions=["view"])
    def send_again(self, request, queryset):
        count = queryset.filter(status=STATUS.failed).update(
            status=STATUS.queued, number_of_retries=None, scheduled_time=None
        )
        queued = ngettext(
            "%(count)d mail waits to be sent again.", "%(count)d mails wait to be sent again.", count
        )
        self.message_user(request, queued % {"count": count}, messages.SUCCESS)


@admin.register(AccessAttempt)
class LockedOutAdmin(ForAdministrators, admin.ModelAdmin):
    """Failed log-ins of the last half hour, by account and address. Deleting one lets its owner try again."""

    list_display = ("username", "ip_address", "failures_since_start", "attempt_time")
    fields = list_display

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return self.has_module_permission(request)
