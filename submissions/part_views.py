"""The parts of a draft as pages: each is shown, and saved on its own. Whatever was typed is kept before anything of it is judged."""

from http import HTTPStatus

from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from . import arrivals, drafts, forms, frame, keeping, parts
from .mailbox import is_mailbox
from .private import private

TOO_LARGE = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


@private
@arrivals.reads_large_forms
@require_http_methods(["GET", "HEAD", "POST"])
def part(request, submission, token, part):
    """One part. `?check` shows what is missing too, as the summary lists it."""
    if part not in forms.parts_of(submission):
        raise Http404
    if request.method == "POST":
        return _Sending(request, submission, token, part).answer()
    if not submission.is_open_to_its_author:
        return redirect("submission", token)
    form = forms.form_of(submission, part)
    if "check" in request.GET:
        form = forms.form_of(submission, part, submission.typed.get(part, {}))
    else:
        form.forgive_missing()
    return _page(request, submission, token, form)


@private
@require_safe
def later(request, submission, token):
    """That everything is kept, and how to come back to it."""
    told = frame.around(submission, token, "", {}) | {
        "kept_until": keeping.deleted_on(submission),
        "first_part": forms.parts_of(submission)[0],
        "has_mailbox": is_mailbox(submission.typed.get("you", {}).get("email", [""])[0]),
    }
    return render(request, "submissions/later.html", told)


class _Sending:
    """A part that was sent, by a button or while it is typed: the latter asks for JSON."""

    def __init__(self, request, submission, token, part):
        self.request, self.submission, self.token, self.part = request, submission, token, part
        self.wants_page = request.accepts("text/html")

    def answer(self):
        """Files are kept first, whatever becomes of the text; and of a form that did not arrive whole, what came of the text."""
        self.refusal = arrivals.read(self.request)
        self.faults = forms.form_of(self.submission, self.part).receive(self.request)
        try:
            typed = parts.typed(self.request.POST.lists())
            if self.refusal:
                typed = self.submission.typed.get(self.part, {}) | typed
            loaded = self.request.POST.get("loaded", "")
            self.submission = drafts.save(self.submission, self.part, typed, loaded=loaded)
            forms.form_of(self.submission, self.part).saved()
        except parts.TooMuch as too_much:
            return self._too_much(too_much.fields)
        except drafts.Moved as moved:
            return self._moved(typed, moved.theirs)
        except drafts.Closed as closed:
            return self._closed(typed, closed.submission)
        if self.refusal and not self.wants_page:
            return JsonResponse({"refused": True}, status=self.refusal.status)
        return self._onward() if self.wants_page else self._saved(typed)

    def _saved(self, typed):
        return JsonResponse({"saved_at": self.submission.saved_at.isoformat(), "loaded": parts.mark(typed)})

    def _onward(self):
        """Where the button leads that was pressed; where something typed or sent cannot be used, the page again, which says so."""
        typed = self.submission.typed.get(self.part, {})
        form, go = forms.form_of(self.submission, self.part, typed), self.request.POST.get("go", "")
        if self.refusal or self.faults:
            form.forgive_missing()
            return self._page(form, self.refusal.status if self.refusal else self.faults[0].status)
        answered = form.respond(self.request, self.token, go)
        if answered is not None:
            return answered
        if go == "later":
            return redirect("submission-later", self.token)
        names = (*forms.parts_of(self.submission), frame.SUMMARY)
        if go in names:
            return redirect("submission-part", self.token, go)
        form.forgive_missing()
        if form.errors:
            return self._page(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        to = names[names.index(self.part) + 1] if go == "on" else self.part
        return redirect("submission-part", self.token, to)

    def _moved(self, mine, theirs):
        """Both versions of every field that differs. What was typed here is saved once it is sent again."""
        if not self.wants_page:
            told = {"theirs": theirs, "loaded": parts.mark(theirs)}
            return JsonResponse(told, status=HTTPStatus.CONFLICT)
        form = forms.form_of(self.submission, self.part, mine)
        form.forgive_missing()
        both = [
            (form.tell(name, mine.get(name, [])), form.tell(name, theirs.get(name, [])))
            for name in parts.differing(mine, theirs)
        ]
        told = {"both": both, "loaded": parts.mark(theirs)}
        return self._page(form, HTTPStatus.CONFLICT, told)

    def _closed(self, mine, submission):
        """What was typed, to be copied: the submission was taken up, or ended, since the page was opened."""
        if not self.wants_page:
            return JsonResponse({"closed": submission.state}, status=HTTPStatus.CONFLICT)
        kept = submission.typed.get(self.part, {})
        form = forms.form_of(submission, self.part, mine)
        unsaved = [form.tell(name, mine.get(name, [])) for name in parts.differing(mine, kept)]
        told = {"submission": submission, "token": self.token, "unsaved": unsaved}
        return render(self.request, "submissions/closed.html", told, status=HTTPStatus.CONFLICT)

    def _too_much(self, fields):
        """Nothing was saved: the page shows again what was typed."""
        form = forms.form_of(self.submission, self.part, dict(self.request.POST.lists()))
        if not self.wants_page:
            return JsonResponse({"refused": True}, status=TOO_LARGE)
        form.forgive_missing()
        told = {"refused": True, "too_long": [form.label_of(name) for name in fields], "problems": True}
        return self._page(form, TOO_LARGE, told)

    def _page(self, form, status, told=()):
        for fault in self.faults:
            form.add_error(fault.field, fault.sentence)
        if self.refusal:
            came = {
                "refused": True,
                "refusal": self.refusal,
                "came": bool(self.request.POST),
                "problems": True,
            }
            told = came | dict(told)
        return _page(self.request, self.submission, self.token, form, status, told)


def _page(request, submission, token, form, status=HTTPStatus.OK, told=()):
    filled = forms.filled(submission)
    told = {
        **frame.around(submission, token, form.part, filled),
        "title": forms.PARTS[form.part],
        "form": form,
        "problems": bool(form.is_bound and form.errors),
        "loaded": parts.mark(submission.typed.get(form.part, {})),
        "is_begun": "begun" in request.GET,
        **dict(told),
    }
    return render(request, f"submissions/parts/{form.part}.html", told, status=status)
