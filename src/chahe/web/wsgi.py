"""The application that a server serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chahe.web.settings")
application = get_wsgi_application()

from chahe.web.jobs import start_beside  # noqa: E402 (needs Django set up)

start_beside()
