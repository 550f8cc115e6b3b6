"""The site's own settings, with data that belongs to this run of the tests alone."""

import os
import tempfile

os.environ["CHAHE_HOME"] = tempfile.mkdtemp(prefix="chahe-tests-")
os.environ["CHAHE_SECRET_KEY"] = "for tests only"
os.environ.pop("CHAHE_DATABASE_URL", None)

from chahe.web.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True  # no collected static files, and no warning of it
MFA_TOTP_TOLERANCE = 1  # thirty seconds may end between a code and its use
