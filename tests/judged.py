"""How the registry judges a site, read from what is on file."""

from sites.models import Site


def outcome(of):
    return Site.objects.get(pk=of.pk).outcome


def codes(of):
    result = Site.objects.select_related("evaluation").get(pk=of.pk).evaluation.result
    claims = [finding["code"] for row in result["claims"] for finding in row["findings"]]
    return {*claims, *(finding["code"] for finding in result["discreteness_findings"] + result["flags"])}
