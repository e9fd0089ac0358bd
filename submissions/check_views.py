"""Does a site qualify? `/check/` for anybody, keeping nothing; and the check beside a draft, of what stands in it at the moment."""

from http import HTTPStatus

from axes.helpers import get_client_ip_address
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponseRedirect, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from sites import examples, features
from sites.addresses import Moved, public_site
from sites.freshness import current_stamp, fresh, packed

from . import allowances, base, continuing, forms, frame, judging, live_check, parts, retyped, rows, stamps
from .forms.check import LONGEST_SHOWN, CheckForm
from .forms.claim import GROUP
from .outages import outlasting
from .private import private, sealed

FORM = "check"  # of the stamp
# What was sent is more than a page of this form can send, or broke off. Too many fields and too much text are suspicious operations.
UNREADABLE = (SuspiciousOperation, MultiPartParserError, UnreadablePostError)
TO_BEGIN_WITH = ("most-of-them", "exactly-95", "two-seasons", "extinct-in-the-wild-open")  # examples


@csrf_exempt  # nothing is kept; a draft that is begun here is nobody's yet, and opened by the link in the answer alone
@require_http_methods(["GET", "HEAD", "POST"])
@outlasting
def check(request):
    """The empty page is the same for all and may be kept; what anybody asks may not."""
    if request.method != "POST" and not request.GET:
        return _empty(request)
    request.stamp = current_stamp()
    try:
        response = _posted(request) if request.method == "POST" else _opened(request)
    except Moved as moved:
        return redirect(f"{request.path}?site={moved.to}")
    except UNREADABLE:
        response = _page(request, CheckForm(), status=HTTPStatus.BAD_REQUEST, too_much=True, stamp_of_form="")
    return packed(request, sealed(response))


@private
@require_http_methods(["GET", "HEAD", "POST"])
def of_draft(request, submission, token):
    """The check of a draft: with what is typed into one of its parts at the moment, which is not saved, or as it was saved."""
    part, typed = request.GET.get("part", ""), {}
    if request.method == "POST":
        try:
            typed[part] = parts.typed(request.POST.lists())
        except parts.TooMuch:  # which the saving of the part tells, and where
            return JsonResponse({}, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    judged, left_out = live_check.judged(submission, typed)
    if not request.accepts("text/html"):
        return _panel(request, judged, left_out)
    told = {"judged": judged, "submission": submission, "token": token}
    return render(request, "submissions/check.html", told | {"back": forms.parts_of(submission)[0]})


@fresh
def _empty(request):
    return _page(request, CheckForm())


def _opened(request):
    """A worked example, or a site as the registry shows it, filled in and judged."""
    slug, code = request.GET.get("example"), request.GET.get("site")
    if example := slug and examples.named(slug):
        form = CheckForm(retyped.typed(example.request(timezone.now().date())))
        return _answer(request, form, example=example)
    if code:
        site = public_site(code)
        return _answer(request, CheckForm(_of_site(site)), withheld=features.withheld_of(site))
    return _page(request, CheckForm(), status=HTTPStatus.NOT_FOUND, is_lost=True)


def _of_site(site):
    """What is typed into a check of a site as the registry shows it: the Red List is asked of the registry, and the boundary stays there."""
    claims = [row.claim | {"of": base.key(row.claim)} for row in site.species.order_by("pk")]
    typed = retyped.typed(site.facts["request"] | {"claims": claims}, stated=False)
    on_file = site.has_boundary or site.findings["discreteness_findings"][0]["code"] == "D_INVALID"
    return typed | {"site": [site.code], "name": [site.name], "published": ["on"] if on_file else []}


def _posted(request):
    """Judges, or does what a button of the page asks for. Whatever was typed stands in the page again."""
    typed, go = dict(request.POST.lists()), request.POST.get("go", "")
    deed, _dot, rest = go.partition(".")
    if changed := _rearranged(typed, deed, *rest.partition(".")[::2]):
        return _page(request, CheckForm(changed))
    form = CheckForm(typed, request.FILES.get("file"))
    if deed == "continue" and form.is_valid():
        return _continued(request, form, typed)
    return _answer(request, form)


def _continued(request, form, typed):
    if not allowances.take_draft(get_client_ip_address(request)):
        return _page(request, form, status=HTTPStatus.TOO_MANY_REQUESTS, too_many=True)
    token, part = continuing.begin(form, typed, stamps.read(request.POST.get("stamp"), FORM).key)
    return HttpResponseRedirect(f"{frame.address(token, part)}?begun")


def _rearranged(typed, deed, key, name):
    """What is typed with a row more or less, or with the name that was offered; None for another button."""
    group = retyped.OTHER if name == retyped.OTHER else GROUP
    if deed == "add":
        return rows.with_row(typed, retyped.OTHER if key == retyped.OTHER else GROUP)
    if deed == "drop":
        return rows.without_row(typed, group, key)
    if deed == "take":
        return typed | {f"{rows.prefix(GROUP, key)}-species": [name]}
    return None


def _answer(request, form, **told):
    if not request.accepts("text/html"):
        return _panel(request, judging.judge(*form.question()), form.left_out)
    if not form.is_valid():
        return _page(request, form, status=HTTPStatus.BAD_REQUEST, problems=True)
    judged = judging.judge(*form.question())
    return _page(request, _shown_again(form), judged=judged, **told)


def _shown_again(form):
    """A page cannot hold a file again: the boundary that was read of it stands there as text, unless that is very long."""
    if not form.files or len(form.area_text) > LONGEST_SHOWN:
        return form
    again = CheckForm(dict(form.data.lists()) | {"boundary": [form.area_text]})
    again.is_valid()
    again.notices = form.notices
    return again


def _panel(request, judged, left_out):
    """What stands beside a form, and the same as data. What cannot be read of the form is left out."""
    panel = render_to_string("check/_panel.html", {"judged": judged, "left_out": left_out}, request)
    return JsonResponse(judged.as_json() | {"panel": panel})


def _page(request, form, status=HTTPStatus.OK, **told):
    told |= {"form": form, "examples": [examples.named(slug) for slug in TO_BEGIN_WITH]}
    if "stamp_of_form" not in told and (request.method == "POST" or request.GET):
        told["stamp_of_form"] = request.POST.get("stamp") or stamps.issue(FORM)
    return render(request, "check/page.html", told, status=status)
