"""The private page of a submission: how it stands, what was said, and what its author may do."""

from django.shortcuts import render

from .private import private


@private
def tracked(request, submission, token):
    return render(request, "submissions/tracked.html", {"submission": submission, "token": token})
