"""Screen a place: what is known to lie in or near it. Neither the question nor the answer is kept, here or on the way."""

from functools import wraps
from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from . import screen_form, screening_csv, screening_geojson
from .coordinates import Place
from .file_answers import sent
from .freshness import current_stamp, packed
from .screening import MOST_KM, MOST_ROWS, ROWS_ON_PAGE, screen

GEOJSON = "application/geo+json"


def unkept(view):
    """A public view whose address tells what somebody plans: no cache may hold its answer."""

    @require_safe
    @wraps(view)
    def answer(request):
        request.stamp = current_stamp()
        response = view(request)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response if response.streaming else packed(request, response)

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
    told |= {"answer": _answer(form, ROWS_ON_PAGE), "most_in_files": MOST_ROWS, "query": form.address()}
    return render(request, "screen.html", told)


@unkept
def screened_geojson(request):
    form, _was_asked = screen_form.read(request.GET)
    if not form.is_valid():
        return _asked_again(request)
    response = sent(request, screening_geojson.pieces(_place(form), form.cleaned_data["km"]), GEOJSON)
    if response.status_code == HTTPStatus.OK:
        response["Content-Disposition"] = 'attachment; filename="aze-screening.geojson"'
    return response


@unkept
def screened_csv(request):
    form, _was_asked = screen_form.read(request.GET)
    if not form.is_valid():
        return _asked_again(request)
    text = screening_csv.written(_answer(form), request.stamp)
    attached = {"Content-Disposition": 'attachment; filename="aze-screening.csv"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=attached)


def _asked_again(request):
    """To the page, which says what is wrong."""
    return redirect(f"{reverse('screen')}?{request.GET.urlencode()}")


def _answer(form, most=MOST_ROWS):
    return screen(_place(form), form.cleaned_data["km"], most)


def _place(form):
    place = form.cleaned_data["place"]
    return Place(place.lon, place.lat)
