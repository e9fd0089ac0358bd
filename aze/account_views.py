"""Pages by which people set up an account and choose a passphrase. Their addresses hold secrets: no referrer, nothing stored."""

from django.contrib import messages
from django.contrib.auth import views as auth
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from . import accounts
from .account_forms import FirstAdministratorForm, ResetForm


def keeps_secrets(view):
    """The address of the page leaves with no link, and no cache holds it."""

    @never_cache
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        return response

    return answer


@keeps_secrets
@sensitive_post_parameters()
def first_administrator(request, token):
    form = FirstAdministratorForm(request.POST or None)
    try:
        accounts.check_first_link(token)
        if form.is_valid():
            user = accounts.create_first_administrator(form, token=token)
            messages.success(request, _("The account %(user)s is ready. Log in with it.") % {"user": user})
            return redirect("admin:login")
    except accounts.LinkSpent:
        return render(request, "registration/link_spent.html", status=404)
    return render(request, "registration/first_administrator.html", {"form": form})


@method_decorator(keeps_secrets, name="dispatch")
class PasswordReset(auth.PasswordResetView):
    form_class = ResetForm


@method_decorator(keeps_secrets, name="dispatch")
class PasswordResetDone(auth.PasswordResetDoneView):
    pass


@method_decorator(keeps_secrets, name="dispatch")
class PasswordResetConfirm(auth.PasswordResetConfirmView):
    success_url = reverse_lazy("admin:login")

    def form_valid(self, form):
        answer = super().form_valid(form)
        accounts.passphrase_chosen(self.user)
        messages.success(self.request, _("Your passphrase is set. Log in with it."))
        return answer
