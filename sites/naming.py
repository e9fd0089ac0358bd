"""The names of the sites that findings mention by code: only public sites have one."""

from .models import PublishedSite


def codes_named(result):
    """Codes of the other sites that a stored evaluation mentions."""
    findings = [*result["flags"], *result["discreteness_findings"]]
    findings += [finding for claim in result["claims"] for finding in claim["findings"]]
    return {finding["facts"]["site"] for finding in findings if finding["facts"].get("site")}


def names_of(codes):
    """{code: name} of the public sites among these codes."""
    return dict(PublishedSite.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}
