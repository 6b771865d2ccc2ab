"""The one Django app; its floors are plain packages (docs/map.md)."""

from django.apps import AppConfig


class KontorConfig(AppConfig):
    name = "kontor"
    label = "kontor"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be loaded only now.
        from django.contrib.auth.signals import user_logged_in  # noqa: PLC0415

        from kontor.people.sessions import remember_browser  # noqa: PLC0415

        user_logged_in.connect(remember_browser)
