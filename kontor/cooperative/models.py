"""What is true of the cooperative itself, and rates with the day from which they are valid."""

from typing import ClassVar
from uuid import uuid4

from django.db import models


class Cooperative(models.Model):
    """The one row of the cooperative's own data; nothing in the code names a cooperative."""

    only_row = models.BooleanField(primary_key=True, default=True)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40)
    strapline_de = models.CharField(max_length=120, blank=True)
    strapline_en = models.CharField(max_length=120, blank=True)
    street = models.CharField(max_length=120)
    postcode = models.CharField(max_length=20)
    town = models.CharField(max_length=80)
    country = models.CharField(max_length=2, default="DE")
    state = models.CharField(max_length=2, default="BE", help_text="federal state, for holidays")
    vat_number = models.CharField(max_length=20)
    tax_number = models.CharField(max_length=30)
    register_number = models.CharField(max_length=40)
    register_court = models.CharField(max_length=80, blank=True)
    board = models.CharField(max_length=200, blank=True, help_text="§ 25a GenG names them")
    contact_name = models.CharField(max_length=80)
    phone = models.CharField(max_length=40)
    email = models.EmailField()
    website = models.CharField(max_length=80, blank=True)
    exemption_certificate = models.CharField(
        max_length=200,
        blank=True,
        help_text="the certificate in its own name behind exempt services, § 4 no. 20, 21 UStG",
    )
    account_holder = models.CharField(max_length=70)
    iban = models.CharField(max_length=34)
    bic = models.CharField(max_length=11, blank=True)
    version = models.UUIDField(
        default=uuid4,
        editable=False,
        help_text="another one after every change of a setting; a trigger sees to it (kept.py)",
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(only_row=True), name="one_cooperative")
        ]

    def __str__(self) -> str:
        return self.name


class Rate(models.Model):
    """A rate of law or statute, valid from a day until the next row of its key."""

    key = models.CharField(max_length=30)
    valid_from = models.DateField()
    value = models.DecimalField(max_digits=9, decimal_places=4)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="rate_once_a_day"),
            models.CheckConstraint(
                condition=(
                    models.Q(
                        key__in=[
                            "fee_percent",
                            "employer_share_percent",
                            "vat_standard_percent",
                            "vat_reduced_percent",
                        ],
                        value__gte=0,
                        value__lte=100,
                    )
                    | models.Q(key="minimum_wage", value__gte=0)
                    | models.Q(
                        key="base_rate_percent",
                        value__gte=-100,
                        value__lte=100,
                        valid_from__day=1,
                        valid_from__month__in=[1, 7],
                    )
                ),
                name="rate_can_be",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.value} from {self.valid_from}"


class Deadline(models.Model):
    """A number of days, hours or minutes that the house has set otherwise (deadlines.py)."""

    key = models.CharField(max_length=40, primary_key=True)
    value = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.key}: {self.value}"


class LedgerAccount(models.Model):
    """A number or key for the tax adviser's books that the house has set (DATEV)."""

    key = models.CharField(max_length=40, primary_key=True)
    value = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return f"{self.key}: {self.value}"


class MailText(models.Model):
    """A sentence of a letter in the house's own words, in place of the usual ones.

    `message` is the English message id; `text` bears the same placeholders.
    """

    purpose = models.CharField(max_length=40)
    message = models.CharField(max_length=600)
    language = models.CharField(max_length=2)
    text = models.CharField(max_length=2000)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["purpose", "message", "language"], name="mail_text_once"
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=["de", "en"]), name="mail_text_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} in {self.language}"
