"""Members only, and each only their own: the table is tests/pages/routes.py."""

import pytest

from tests.cast import cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**40])
def test_numbers_beyond_every_order_are_not_found(number: int) -> None:
    owner = Reader(cast().owner)
    for path in (f"/orders/{number}/", f"/orders/{number}/edit", f"/invoices/{number}/pdf"):
        assert owner.get(path).status == 404
