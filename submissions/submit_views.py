"""`/submit/`: what the registry has of a species and a place, and what will be asked; then a draft that begins with these answers."""

from http import HTTPStatus

from axes.helpers import get_client_ip_address
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from sites.freshness import current_stamp, fresh, packed

from . import allowances, drafts, frame, stamps
from .forms import place, species
from .forms.outset import OutsetForm
from .models import Submission
from .outages import outlasting
from .outset import NEAR_KM, Outset
from .private import sealed

FORM = "submit"  # of the stamp


@csrf_exempt  # what it begins is nobody's yet, and is opened by the link in the answer alone
@require_http_methods(["GET", "HEAD", "POST"])
@outlasting
def submit(request):
    """The empty page is the same for all and may be kept; what anybody asks may not."""
    if request.method == "POST":
        return sealed(_begin(request))
    if not any(name in request.GET for name in OutsetForm.base_fields):
        return _empty(request)
    request.stamp = current_stamp()
    return packed(request, sealed(_told(request, OutsetForm(request.GET))))


@fresh
def _empty(request):
    return render(request, "submissions/submit.html", {"form": OutsetForm()})


def _told(request, form, **told):
    if not form.is_valid():
        told |= {"form": form, "problems": True}
        return render(request, "submissions/submit.html", told, status=HTTPStatus.BAD_REQUEST)
    told |= {
        "form": form,
        "outset": Outset(**form.cleaned_data),
        "near_km": NEAR_KM,
        "stamp_of_form": stamps.issue(FORM),
    }
    status = HTTPStatus.TOO_MANY_REQUESTS if told.get("too_many") else HTTPStatus.OK
    return render(request, "submissions/submit.html", told, status=status)


def _begin(request):
    form = OutsetForm(request.POST)
    if not form.is_valid():
        return _told(request, form)
    if not allowances.take_draft(get_client_ip_address(request)):
        return _told(request, form, too_many=True)
    answers = form.cleaned_data
    typed = {"place": place.begun_with(country=answers["country"], point=form.data.get("point", ""))}
    if answers["species"]:
        typed["species"] = species.begun(answers["species"], category=answers["category"])
    key = stamps.read(request.POST.get("stamp"), FORM).key
    _draft, token = drafts.begin(kind=Submission.Kind.NEW, key=key, typed=typed)
    return HttpResponseRedirect(f"{frame.address(token, 'place')}?begun")
