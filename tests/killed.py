"""Does something to submissions in processes that are killed at their first write, at their second, and so on, as by kill -9 or a power cut:

python tests/killed.py DEED PK PK ...

The first submission meets a process that dies before its first write, the next before its second, until one lives to the end: the number of
deaths is printed. A COMMIT counts as a write, and its process dies once before and once after it."""

import os
import re
import signal
import sys
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT), str(ROOT.parent)]
os.environ["DJANGO_SETTINGS_MODULE"] = "aze.settings"
WRITE = re.compile(r"\s*(INSERT|UPDATE|DELETE)", re.IGNORECASE)


class Fuse:
    """Kills its process before the write of this number."""

    def __init__(self, left):
        self.left = left

    def burn(self):
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def __call__(self, execute, sql, *rest):
        if WRITE.match(sql):
            self.burn()
        return execute(sql, *rest)


def die_at(number):
    from django.db import connection

    fuse, commit = Fuse(number), connection._commit

    def committed():
        fuse.burn()
        commit()
        fuse.burn()

    connection._commit = committed
    connection.execute_wrappers.append(fuse)


def do(deed, pk):
    from contributions import PERSON, PROPOSAL
    from django.contrib.auth import get_user_model

    from submissions import drafts, erasing, review
    from submissions.models import Submission

    submission = Submission.objects.get(pk=pk)
    if deed == "send":
        review.send(submission, proposal=PROPOSAL, person=PERSON, flags=["trap"], hold=True)
    elif deed == "save":
        drafts.save(
            submission, "place", {"name": ["New"]}, loaded=drafts.parts.mark(submission.typed["place"])
        )
    elif deed == "answer":
        review.answer(submission, "There.", key=uuid.uuid4())
    elif deed == "decline":
        by = get_user_model().objects.get(username="reviewer")
        review.decline(submission, by=by, reason="known", text="Known.")
    else:
        {"withdraw": review.withdraw, "erase": erasing.erase}[deed](submission)


def main(deed, keys):
    import django

    django.setup()
    for number, pk in enumerate(keys, 1):
        child = os.fork()
        if child == 0:
            try:
                die_at(number)
                do(deed, pk)
            except BaseException as error:
                print(repr(error), file=sys.stderr)
                os._exit(3)
            os._exit(0)
        _child, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            sys.exit(3) if os.WEXITSTATUS(status) else print(number - 1)
            return
    sys.exit("there were more writes than submissions")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
