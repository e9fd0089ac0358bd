"""Screen a place: what is known to lie in or near it. Neither the question nor the answer is kept, here or on the way."""

from functools import wraps
from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from . import screen_form, screening_csv
from .coordinates import Place
from .freshness import current_stamp, packed
from .screening import MOST_KM, screen


def unkept(view):
    """A public view whose address tells what somebody plans: no cache may hold its answer."""

    @require_safe
    @wraps(view)
    def answer(request):
        request.stamp = current_stamp()
        response = view(request)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return packed(request, response)

    return answer


@unkept
def screened(request):
    form, was_asked = screen_form.read(request.GET)
    told = {"form": form, "most_km": MOST_KM}
    if not was_asked:
        return render(request, "screen.html", told)
    if not form.is_valid():
        told["problems"] = True
        return render(request, "screen.html", told, status=HTTPStatus.BAD_REQUEST)
    if "place" in request.GET:
        return redirect(f"{request.path}?{form.address()}")
    told |= {"answer": _answer(form), "query": form.address()}
    return render(request, "screen.html", told)


@unkept
def screened_csv(request):
    form, _was_asked = screen_form.read(request.GET)
    if not form.is_valid():
        return redirect(f"{reverse('screen')}?{request.GET.urlencode()}")
    text = screening_csv.written(_answer(form), request.stamp)
    attached = {"Content-Disposition": 'attachment; filename="aze-screening.csv"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=attached)


def _answer(form):
    place = form.cleaned_data["place"]
    return screen(Place(place.lon, place.lat), form.cleaned_data["km"])
