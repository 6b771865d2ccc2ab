"""The one Django app; its floors are plain packages (docs/map.md)."""

from django.apps import AppConfig


class KontorConfig(AppConfig):
    name = "kontor"
    label = "kontor"
    default_auto_field = "django.db.models.BigAutoField"
