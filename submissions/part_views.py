"""The parts of a draft as pages: shown, saved on their own, and sent together. Whatever was typed is kept before anything is judged."""

from http import HTTPStatus

from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from . import drafts, forms, parts
from .private import private


@private
@require_http_methods(["GET", "HEAD", "POST"])
def part(request, submission, token, part):
    if part not in forms.parts_of(submission):
        raise Http404
    if request.method == "POST":
        return _saved(request, submission, token, part)
    return _page(request, submission, token, forms.form_of(submission, part))


def _saved(request, submission, token, part):
    """Keeps what was typed, and leads on as the button says that was pressed."""
    typed = parts.typed(request.POST.lists())
    submission = drafts.save(submission, part, typed, loaded=request.POST.get("loaded", ""))
    if request.accepts("text/html") is False:
        return JsonResponse({"saved_at": timezone.now().isoformat(), "loaded": parts.mark(typed)})
    form = forms.form_of(submission, part)
    go = request.POST.get("go", "on")
    answered = form.respond(request, token, go)
    if answered is not None:
        return answered
    return redirect(reverse("submission-part", args=[token, _next(submission, part)]))


def _next(submission, part):
    names = forms.parts_of(submission)
    at = names.index(part)
    return names[min(at + 1, len(names) - 1)]


def _page(request, submission, token, form, status=HTTPStatus.OK):
    told = {
        "submission": submission,
        "token": token,
        "part": form.part,
        "title": forms.PARTS[form.part],
        "form": form,
        "loaded": parts.mark(submission.typed.get(form.part, {})),
    }
    return render(request, f"submissions/parts/{form.part}.html", told, status=status)
