"""The people who sign in: members, advisors, accountants, administrators."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from kontor.people.roles import Role


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
