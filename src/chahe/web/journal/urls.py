"""None: a journal is read firm by firm, so its addresses and doors are in `firms/urls_firm.py`.

The views are here; the firm and its door are above the journal in the stack of apps.
"""

from typing import Any

urlpatterns: list[Any] = []
