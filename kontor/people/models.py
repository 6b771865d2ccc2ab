"""The people who sign in: members, advisors, accountants, administrators; and how they are told."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from kontor.people.roles import TEAM, Role


class PersonManager(BaseUserManager["Person"]):
    def create_person(self, email: str, name: str, roles: list[str], **more: Any) -> "Person":
        """A new account; without a password nobody can sign in to it with one."""
        password = more.pop("password", None)
        person = self.model(email=email.strip().lower(), name=name, roles=roles, **more)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """One account. It may hold several roles at once (spec § 3)."""

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, default="de")
    roles = ArrayField(models.CharField(max_length=12), default=list)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    # Known of who is signed in (factors.py) and in the directory (directory.py).
    has_second_factor: bool = False
    invited_at: datetime | None = None

    objects: ClassVar[PersonManager] = PersonManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="person_email_once"),
            models.CheckConstraint(
                condition=models.Q(roles__contained_by=[role.value for role in Role]),
                name="person_known_roles",
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=["de", "en"]), name="person_language"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def has(self, role: Role) -> bool:
        """Whether the account holds the role."""
        return role.value in self.roles

    @property
    def in_team(self) -> bool:
        """Whether the account holds a role of the team."""
        return any(self.has(role) for role in TEAM)


class PasswordReset(models.Model):
    """A link to choose a new password; only the SHA-256 of its token is stored."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"password reset of {self.person_id}"


class AccountInvitation(models.Model):
    """A link by which somebody opens their account; only the SHA-256 of its token is stored."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"invitation of {self.person_id}"


class NotificationChoice(models.Model):
    """How a person wants to be told of a kind of news (notices.py); no row means at once."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="notification_choices")
    kind = models.CharField(max_length=20)
    how = models.CharField(max_length=8)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind"], name="notification_choice_once"),
            models.CheckConstraint(
                condition=models.Q(how__in=["digest", "desk"]), name="notification_choice_how"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.how}"


class HeldNotice(models.Model):
    """One line of a daily digest: a mail that its reader wants together with the others.

    `subject` is in the words of the moment; unique like the mail it stands for.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    cause = models.CharField(max_length=60)
    purpose = models.CharField(max_length=40)
    subject = models.CharField(max_length=400)
    url = models.CharField(max_length=200)
    day = models.DateField(help_text="in Berlin; the digest goes out on a later one")
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cause", "purpose", "person"], name="held_notice_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["person", "id"],
                condition=models.Q(told_at__isnull=True),
                name="held_notice_untold",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} for {self.person_id}"
