"""Codes of an IUCN classification scheme, chosen by their words."""

from django import forms

from sites.inputs import SCHEME_CODE
from sites.wording import schemes

SCHEMES = {"threats": schemes.THREATS, "actions": schemes.ACTIONS, "habitats": schemes.HABITATS}


class CodesField(forms.MultipleChoiceField):
    """The parts of a scheme as boxes to tick. A code from outside that list, which a site may have on file, gets a box too."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, scheme, **kwargs):
        self.scheme = SCHEMES[scheme]
        super().__init__(choices=list(_offered(self.scheme)), **kwargs)

    def offer(self, codes):
        """Adds a box for each of `codes` that is none of the list."""
        known = {code for code, _words in self.choices}
        others = [code for code in dict.fromkeys(codes) if code not in known and SCHEME_CODE.fullmatch(code)]
        self.choices = [*self.choices, *((code, f"{self._words(code)} ({code})") for code in others)]

    def _words(self, code):
        return schemes.in_words(self.scheme, [code])[0][0]


def _offered(scheme):
    """(code, words) of a scheme, without the classes whose parts are offered one by one."""
    divided = {code.partition(".")[0] for code in scheme if "." in code}
    return ((code, words) for code, words in scheme.items() if code not in divided)
