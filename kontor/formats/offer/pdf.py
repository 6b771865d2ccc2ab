"""The printed offer as PDF/A, made from its values alone: the same values give the same bytes."""

from kontor.formats.child import Child
from kontor.formats.einvoice.pdf import typeset, typesetter
from kontor.formats.offer import sheet
from kontor.formats.offer.values import PrintedOffer


def render(offer: PrintedOffer, language: str, *, by: Child = typesetter) -> bytes:
    """The PDF of an offer; `language` is de or en.

    Raises:
        NotRendered: the typesetter refused a text, crashed, or took more than 20 seconds.
    """
    return typeset({"sheet": sheet.compose(offer, language)}, by=by)
