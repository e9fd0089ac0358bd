"""What arrives of a form: Django reads none of one that is more than it allows. Here what was typed comes through as far as it stands before
the place where reading had to stop, and what could not be read is told, so that no text is lost with a file that is too large."""

from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

STOPS = (TooManyFieldsSent, TooManyFilesSent, RequestDataTooBig, MultiPartParserError, OSError)


@dataclass(frozen=True)
class Refusal:
    """Why a form did not arrive whole: the status of the answer, and what to do about it."""

    status: HTTPStatus
    sentence: str


def reads_large_forms(view):
    """Marks a view that keeps the text of a form however large the files are that come with it: it calls `read` before all else."""

    @wraps(view)
    def marked(*args, **kwargs):
        return view(*args, **kwargs)

    marked.reads_large_forms = True
    return marked


def read(request):
    """Reads the form of a request into its POST and FILES. None where it arrived whole; else a Refusal: POST then holds what was typed as
    far as it came, and FILES none."""
    if is_too_large(request):
        request.upload_handlers = [_NoFiles(request)]
    stopped = []
    request.parse_file_upload = lambda meta, data: _salvaged(request, meta, data, stopped)
    try:
        request.POST  # noqa: B018
    except STOPS as error:
        request.POST = _first_fields(request) if isinstance(error, TooManyFieldsSent) else QueryDict()
        request._files = MultiValueDict()  # else they are read once more, and the error comes again
        stopped.append(error)
    if is_too_large(request):
        return Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_large())
    return refusal_of(stopped[0]) if stopped else None


def is_too_large(request):
    """Whether the body is said to be larger than any that we read. A length that is no number is none."""
    told = request.META.get("CONTENT_LENGTH") or ""
    return told.isascii() and told.isdigit() and int(told) > settings.LARGEST_BODY


def refusal_of(error):
    """The Refusal for what stopped the reading of a form; None for what is no such thing."""
    if isinstance(error, RequestDataTooBig):
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 2**20
        sentence = _("The text is longer than %(most)d MB. Shorten it, or send it as a file.") % {
            "most": most
        }
        return Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, sentence)
    if isinstance(error, TooManyFilesSent):
        sentence = _("More than %(most)d files came at once, and none was kept. Send them one by one.")
        return Refusal(HTTPStatus.BAD_REQUEST, sentence % {"most": settings.DATA_UPLOAD_MAX_NUMBER_FILES})
    if isinstance(error, TooManyFieldsSent):
        sentence = _("More than %(most)d fields came at once, and those after were not kept.")
        return Refusal(HTTPStatus.BAD_REQUEST, sentence % {"most": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS})
    if isinstance(error, (MultiPartParserError, UnreadablePostError)):
        return Refusal(HTTPStatus.BAD_REQUEST, _("What was sent did not arrive whole. Send it once more."))
    if isinstance(error, OSError):
        return Refusal(
            HTTPStatus.SERVICE_UNAVAILABLE,
            _("Files cannot be kept at the moment. Try again in a few minutes."),
        )
    return None


def too_large():
    """What is said of a form that is too large to be read."""
    megabytes = {"most": settings.LARGEST_BODY // 2**20}
    return (
        _(
            "What you sent is larger than %(most)d MB. Send files one by one, and smaller copies of large ones."
        )
        % megabytes
    )


class _Salvage(MultiPartParser):
    """Keeps what was read of the fields when something stops it."""

    stopped_by = None

    def parse(self):
        try:
            return super().parse()
        except STOPS as error:
            self.stopped_by = error
            self._close_open_file()
            return getattr(self, "_post", None) or QueryDict(), MultiValueDict()

    def _close_open_file(self):
        """That which was on its way in; Django closes those that are whole alone."""
        for handler in self._upload_handlers:
            if file := getattr(handler, "file", None):
                with suppress(OSError):  # a full disk takes no last bytes either
                    file.close()


class _NoFiles(FileUploadHandler):
    """Ends the reading where the first file begins, and leaves the rest where it is."""

    def new_file(self, *args, **kwargs):
        raise StopUpload(connection_reset=True)

    def receive_data_chunk(self, raw_data, start):
        """Never called."""

    def file_complete(self, file_size):
        """Never called."""


def _salvaged(request, meta, data, stopped):
    parser = _Salvage(meta, data, request.upload_handlers, request.encoding)
    read = parser.parse()
    if parser.stopped_by is not None:
        stopped.append(parser.stopped_by)
    return read


def _first_fields(request):
    """As many fields as are read of any form, of one that has more."""
    most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    return QueryDict(b"&".join(request.body.split(b"&", most)[:most]), encoding=request.encoding)
