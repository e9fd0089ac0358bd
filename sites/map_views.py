"""What the map and the search field ask for while they are used."""

from django.http import JsonResponse
from django.utils.translation import gettext as _

from .filters import misnamed
from .freshness import fresh
from .open_data import READING, open_data
from .problems import parameter_problem
from .suggesting import SHARES
from .suggestions import suggest

LONGEST = 200


@open_data(*READING)
@fresh
def suggested(request):
    """Up to ten sites, species and countries that the words typed so far may mean, or those of one `kind`."""
    problems = misnamed(request.GET, {"q", "kind"})
    typed, kind = request.GET.get("q", ""), request.GET.get("kind")
    if kind not in (None, *SHARES):
        problems.append(("kind", _("Choose one of: %(values)s.") % {"values": ", ".join(SHARES)}))
    if len(typed) > LONGEST:
        problems.append(("q", _("Write at most %(most)d letters.") % {"most": LONGEST}))
    return (
        parameter_problem(problems)
        if problems
        else JsonResponse({"suggestions": suggest(typed, request.stamp, kind)})
    )
