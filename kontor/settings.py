"""Settings from the environment. A wrong one stops the start with a sentence.

ENVIRONMENT lists every variable with its meaning; `kontor check` prints it.
"""

import secrets
from pathlib import Path
from typing import Any, Final
from urllib.parse import SplitResult, unquote, urlsplit

import environ

from kontor.foundation import embedded
from kontor.foundation.settings_trouble import WrongSetting

ENVIRONMENT: Final = {
    "KONTOR_HOME": "folder for the database, the documents and the secret key (default ./var)",
    "KONTOR_PORT": "port the portal listens on (default 8000)",
    "KONTOR_URL": "address people reach the portal at, used in mails (default http://127.0.0.1:PORT)",
    "KONTOR_SECRET_KEY": "secret for sessions and links (default: made once, kept in KONTOR_HOME)",
    "KONTOR_SMTP": "mail server: smtp://[user:password@]host[:port], smtps://… or smtp+tls://…",
    "KONTOR_DEMO": "1 turns the demo on: one-click people, a mailbox page, a movable date",
    "DATABASE_URL": "PostgreSQL server to use instead of the embedded one",
    "PG_BINDIR": "folder with the PostgreSQL programs where the packaged ones do not fit",
}


HIGHEST_PORT = 65535
SHORTEST_SECRET = 32
OWN_MACHINE = {"localhost", "127.0.0.1", "::1"}

env = environ.Env()
PACKAGE = Path(__file__).resolve().parent
KONTOR_HOME = Path(env.str("KONTOR_HOME", default="var")).absolute()
EMBEDDED = not env.str("DATABASE_URL", default="")


def _demo() -> bool:
    text = env.str("KONTOR_DEMO", default="").lower()
    if text not in {"", "0", "1", "false", "true"}:
        message = f"KONTOR_DEMO is “{text}”. Set it to 1 for the demo, or leave it out."
        raise WrongSetting(message)
    return text in {"1", "true"}


def _parts(name: str, url: str, example: str) -> SplitResult:
    """The parts of an address. It may hold a password, so the sentence does not repeat it."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # asked for here, because it is read only then
    except ValueError as wrong:
        message = f"{name} cannot be read as an address. Set it to {example}."
        raise WrongSetting(message) from wrong
    return parts


def _port() -> int:
    text = env.str("KONTOR_PORT", default="8000")
    if not text.isdecimal() or not 0 < int(text) <= HIGHEST_PORT:
        message = f"KONTOR_PORT is “{text}”. Set it to a port number from 1 to 65535."
        raise WrongSetting(message)
    return int(text)


def _base_url(port: int) -> str:
    url = env.str("KONTOR_URL", default=f"http://127.0.0.1:{port}").rstrip("/")
    parts = _parts("KONTOR_URL", url, "an address such as https://kontor.example")
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
        message = f"KONTOR_URL is “{url}”. Set it to an address such as https://kontor.example."
        raise WrongSetting(message)
    return str(url)


def _secret_key(home: Path) -> str:
    given = str(env.str("KONTOR_SECRET_KEY", default=""))
    if given:
        if len(given) < SHORTEST_SECRET:
            message = "KONTOR_SECRET_KEY is too short. Use at least 32 random characters."
            raise WrongSetting(message)
        return given
    file = home / "secret-key"
    if not file.exists():
        _make(home)
        part = file.with_name(f"secret-key.{secrets.token_hex(4)}")
        part.touch(mode=0o600)
        part.write_text(secrets.token_urlsafe(48))
        try:
            file.hardlink_to(part)
        except FileExistsError:
            pass  # another process was first; its key counts
        finally:
            part.unlink()
    return file.read_text()


def _make(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        message = f"KONTOR_HOME is “{home}”, where no folder can be made: {wrong.strerror}."
        raise WrongSetting(message) from wrong


def _smtp() -> dict[str, Any]:
    url = env.str("KONTOR_SMTP", default="smtp://localhost:25")
    example = "smtp://host:port or smtps://user:password@host"
    parts = _parts("KONTOR_SMTP", url, example)
    if parts.scheme not in {"smtp", "smtps", "smtp+tls"} or not parts.hostname:
        message = f"KONTOR_SMTP does not name a mail server. Set it to {example}."
        raise WrongSetting(message)
    if parts.password and parts.scheme == "smtp" and parts.hostname not in OWN_MACHINE:
        message = "KONTOR_SMTP would send its password in clear. Use smtps:// or smtp+tls://."
        raise WrongSetting(message)
    return {
        "host": parts.hostname,
        "port": parts.port or (465 if parts.scheme == "smtps" else 25),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps",
        "use_tls": parts.scheme == "smtp+tls",
    }


def _server() -> dict[str, Any]:
    if not env.str("DATABASE_URL").startswith(("postgres://", "postgresql://")):
        message = "DATABASE_URL must name a PostgreSQL server: postgresql://user@host/name."
        raise WrongSetting(message)
    config: dict[str, Any] = dict(env.db_url("DATABASE_URL"))
    # django-environ puts a socket folder given as ?host=… into OPTIONS; Django wants HOST.
    options = dict(config.get("OPTIONS", {}))
    config["HOST"] = options.pop("host", config.get("HOST", ""))
    config["OPTIONS"] = options
    return config


KONTOR_DEMO = _demo()
KONTOR_PORT = _port()
KONTOR_URL = _base_url(KONTOR_PORT)
KONTOR_SMTP = _smtp()
SECRET_KEY = _secret_key(KONTOR_HOME)
DOCUMENTS = KONTOR_HOME / "documents"
MAILBOX = KONTOR_HOME / "mailbox"

DEBUG = False
ALLOWED_HOSTS = [urlsplit(KONTOR_URL).hostname, "127.0.0.1", "localhost"]
CSRF_TRUSTED_ORIGINS = [KONTOR_URL] if KONTOR_URL.startswith("https://") else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "kontor.app.KontorConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "kontor.pages.client.secrecy.SecretPages",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kontor.pages.shared.language.ReaderLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kontor.pages.shared.answers.RefusalMiddleware",
]
ROOT_URLCONF = "kontor.urls"
WSGI_APPLICATION = "kontor.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            *(
                PACKAGE / "pages" / room / "templates"
                for room in ("shared", "member", "team", "client")
            ),
            PACKAGE / "foundation" / "templates",
        ],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kontor.pages.shared.frame.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "kontor.pages.shared.tags",
            ],
        },
    }
]

DATABASES = {"default": embedded.django_database(KONTOR_HOME) if EMBEDDED else _server()}
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "actions.jobs"

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "pages" / "shared" / "static"]
WHITENOISE_USE_FINDERS = True

AUTH_USER_MODEL = "kontor.Person"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # a constraint on Lower(email) keeps addresses unique
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "kontor.pages.shared.signing_in.InvitedPeopleOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": "50/15m/ip",
    "login_failed": "10/15m/ip,10/15m/key",
    "reset_password": "20/15m/ip,3/15m/key",
}
MFA_ADAPTER = "kontor.pages.shared.signing_in.SecondFactor"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses come by invitation, allauth verifies none
MFA_TOTP_TOLERANCE = 1
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

SESSION_ENGINE = "kontor.people.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "kontor.pages.shared.answers.stale_form"
if KONTOR_URL.startswith("https://"):
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = ["kontor.pages.shared.bounded_uploads.BoundedFiles"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000  # an order of 200 lines is a form of 1,000 fields
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"masked": {"()": "kontor.foundation.masked_log.MaskedLinks"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "stdout": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": "line",
            "filters": ["masked"],
        }
    },
    "root": {"handlers": ["stdout"], "level": "INFO"},
    "loggers": {
        "procrastinate": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
        "mail.log": {"level": "WARNING"},
    },
}
