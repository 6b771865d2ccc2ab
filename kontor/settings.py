"""Django's settings, and those that come from the environment (environment.py)."""

from pathlib import Path
from urllib.parse import urlsplit

from kontor import environment
from kontor.environment import env
from kontor.foundation import embedded

PACKAGE = Path(__file__).resolve().parent
KONTOR_HOME = Path(env.str("KONTOR_HOME", default="var")).absolute()
EMBEDDED = not env.str("DATABASE_URL", default="")
KONTOR_DEMO = environment.demo()
KONTOR_PORT = environment.port()
KONTOR_URL = environment.base_url(KONTOR_PORT)
KONTOR_PROXIES = environment.proxies()
KONTOR_SMTP = environment.smtp()
KONTOR_VIES = environment.vies(demo=KONTOR_DEMO)
FAULT_AT = environment.fault_at()
SECRET_KEY = environment.secret_key(KONTOR_HOME)
DOCUMENTS = environment.documents(KONTOR_HOME)
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
    "kontor.pages.shared.house.reads_house_once",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "kontor.pages.client.secrecy.SecretPages",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kontor.pages.shared.language.ReaderLanguageMiddleware",
    "kontor.pages.client.secrecy.WrongLinks",
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

DATABASES = {"default": embedded.django_database(KONTOR_HOME) if EMBEDDED else environment.server()}
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
AUTHENTICATION_BACKENDS = ["kontor.people.factors.Accounts"]
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
# Where attempts to sign in are counted, for all processes alike.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kontor_cache",
    }
}
ACCOUNT_RATE_LIMITS = {
    "login": "50/15m/ip",
    "login_failed": "50/15m/ip,10/15m/key",
    "reset_password": "20/15m/ip,3/15m/key",
}
MFA_RATE_LIMITS = {"webauthn_login": "50/15m/ip"}
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
