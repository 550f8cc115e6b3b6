"""Settings, all from the environment; `docs/reference/settings.md` explains each variable."""

import os
import secrets
from pathlib import Path

import dj_database_url

from .reminders.mail_settings import read_hour, read_sender, read_site_url, read_smtp_url

WEB = Path(__file__).parent
HOME = Path(os.environ.get("CHAHE_HOME", "var")).absolute()


def _flag(name: str, default: bool) -> bool:
    return os.environ.get(name, str(int(default))) == "1"


def _secret() -> str:
    """Return the secret key: given, or made once and kept beside the data, readable by us alone."""
    if given := os.environ.get("CHAHE_SECRET_KEY"):
        return given
    kept = HOME / "secret_key"
    if not kept.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        kept.touch(0o600)
        kept.write_text(secrets.token_urlsafe(50), "ascii")
    return kept.read_text("ascii")


DEBUG = _flag("CHAHE_DEBUG", False)
DEMO = _flag("CHAHE_DEMO", False)  # invented data: a banner, and no second factor
SECRET_KEY = _secret()
ALLOWED_HOSTS = os.environ.get("CHAHE_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
HTTPS = _flag("CHAHE_HTTPS", False)

INSTALLED_APPS = [
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "rules",
    "csp",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "chahe.web.accounts",
    "chahe.web.journal",
    "chahe.web.rulebooks",
    "chahe.web.firms",
    "chahe.web.crosswalk",
    "chahe.web.evidence",
    "chahe.web.inspections",
    "chahe.web.checking",
    "chahe.web.signatures",
    "chahe.web.calendar",
    "chahe.web.engagements",
    "chahe.web.xrays",
    "chahe.web.reminders",
    "chahe.web.search",
    "chahe.web.home",
    "chahe.web.demo",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "chahe.web.accounts.middleware.AccessRulesMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "chahe.web.urls"
WSGI_APPLICATION = "chahe.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "chahe.web.home.context.doors",
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "django_htmx.templatetags.django_htmx",
                "django.templatetags.static",
                "django.templatetags.i18n",
                "chahe.web.templatetags.taiwan",
                "chahe.web.templatetags.rulebook_words",
                "chahe.web.templatetags.ui",
                "chahe.web.rulebooks.templatetags.book_tabs",
                "chahe.web.firms.templatetags.firm_panels",
                "chahe.web.crosswalk.templatetags.crosswalk_panels",
                "chahe.web.inspections.templatetags.rule_history",
                "chahe.web.checking.templatetags.evidence_reading",
                "chahe.web.reminders.templatetags.reminder_panels",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("CHAHE_DATABASE_URL", f"sqlite:///{HOME / 'chahe.sqlite3'}"),
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if test_database := os.environ.get("CHAHE_TEST_DATABASE_URL"):
    DATABASES["default"] = dj_database_url.parse(test_database, conn_max_age=600)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "ENQUEUE_ON_COMMIT": False}}

# Signing in follows the mechanism's own access rules, CC-18000 (docs/explanation/access.md).
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    # not allauth's own: it ignores case, and each spelling of a name would have its own five tries
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "chahe.web.accounts.hashers.Argon2id",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "title")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "chahe.web.accounts.passwords.CharacterClassValidator"},
    {"NAME": "chahe.web.accounts.passwords.HistoryValidator", "OPTIONS": {"remembered": 6}},
]
PASSWORD_DAYS = 90
PASSWORD_NOTICE_DAYS = 14
IDLE_MINUTES = int(os.environ.get("CHAHE_IDLE_MINUTES", "20"))
SESSION_HOURS = 12
SESSION_TRIES = 3  # wrong passwords or codes in a row, then the session ends
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "chahe.web.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "chahe.web.accounts.forms.SignInForm",
    "change_password": "chahe.web.accounts.forms.ChangePasswordForm",
    "reauthenticate": "chahe.web.accounts.forms.PasswordAgainForm",
}
ACCOUNT_RATE_LIMITS = False  # axes keeps its own record, in the database
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
MFA_ADAPTER = "chahe.web.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "chahe.web.accounts.forms.CodeForm",
    "reauthenticate": "chahe.web.accounts.forms.CodeAgainForm",
    "activate_totp": "chahe.web.accounts.forms.EnrolForm",
}
MFA_TOTP_ISSUER = "Chahe"
MFA_RECOVERY_CODES_SHOW_ONCE = True
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_COOLOFF_TIME = None  # a locked account stays locked until an administrator opens it
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # a try at a locked account is not counted
AXES_HTTP_RESPONSE_CODE = 429
AXES_RESET_ON_SUCCESS = True
AXES_SENSITIVE_PARAMETERS = [  # axes keeps what was posted, but never these
    "login",
    "username",
    "ip_address",
    "oldpassword",
    "password1",
    "password2",
    "code",
]
# the account is locked, whoever tried and from wherever: CC-18000 names no address
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if proxied := os.environ.get("CHAHE_ORIGINS"):
    CSRF_TRUSTED_ORIGINS = proxied.split(",")
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

_SELF = ["'self'"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": _SELF,
        "style-src": _SELF,
        "img-src": [*_SELF, "data:"],  # the second factor's QR code is a data: image
        "font-src": _SELF,
        "connect-src": _SELF,
        "form-action": _SELF,
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

LANGUAGE_CODE = "zh-hant"
LANGUAGES = [("zh-hant", "繁體中文"), ("en", "English")]
LOCALE_PATHS = [WEB / "locale"]
TIME_ZONE = "Asia/Taipei"
USE_TZ = True
STATIC_URL = "/static/"
STATICFILES_DIRS = [WEB / "static"]
WHITENOISE_USE_FINDERS = True

EVIDENCE_ROOT = HOME / "evidence"
PACK_ROOT = HOME / "packs"
EVIDENCE_MAX_BYTES = int(os.environ.get("CHAHE_EVIDENCE_MAX_MB", "1024")) * 1024 * 1024
DROP_ROOT = os.environ.get("CHAHE_DROP", "")  # where other systems leave evidence
DROP_AS = os.environ.get("CHAHE_DROP_AS", "")  # the account that hands it in
LEDGER_KEY = Path(os.environ.get("CHAHE_LEDGER_KEY", HOME / "ledger_key.pem"))
TSA_URL = os.environ.get("CHAHE_TSA_URL", "")  # a time-stamp service; none is asked without it
TSA_CERT = os.environ.get("CHAHE_TSA_CERT", "")  # PEM of the roots its stamps must lead to
SITE_URL = read_site_url(os.environ.get("CHAHE_SITE_URL", ""))  # in letters, for their links
RECURRENCE_PERIODS = int(os.environ.get("CHAHE_RECURRENCE_PERIODS", "2"))  # our own figure
REMINDER_HOUR = read_hour(os.environ.get("CHAHE_REMINDER_HOUR", "8"))  # of the day
_SMTP = read_smtp_url(os.environ.get("CHAHE_SMTP_URL", ""))  # no host: no letters
EMAIL_HOST, EMAIL_PORT = _SMTP.host, _SMTP.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _SMTP.user, _SMTP.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _SMTP.starttls, _SMTP.tls
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = read_sender(os.environ.get("CHAHE_MAIL_FROM", "chahe@localhost"))
FILE_UPLOAD_HANDLERS = ["chahe.web.evidence.upload.EvidenceUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("CHAHE_LOG", "WARNING")},
}
