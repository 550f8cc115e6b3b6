"""Who people are in Chahe (design: who uses it)."""

from django.db import models


class Role(models.TextChoices):
    SECURITY_OFFICER = "security_officer", "資安專責人員"
    CISO = "ciso", "資安主管"
    CONTROL_OWNER = "control_owner", "單位承辦"
    INTERNAL_AUDITOR = "internal_auditor", "內部稽核"
    SIGNATORY = "signatory", "聲明書簽署人"
    CPA = "cpa", "會計師"
    SUPERVISOR = "supervisor", "監理人員"
    ADMINISTRATOR = "administrator", "系統管理者"


# Held over every firm at once: a membership without a firm.
MARKET_WIDE = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
# May put their name to a paper, a finding or a statement.
SIGNING = frozenset(
    {Role.SECURITY_OFFICER, Role.CISO, Role.INTERNAL_AUDITOR, Role.SIGNATORY, Role.CPA}
)
# May not work without a second factor: signing, or seeing or managing every firm.
SECOND_FACTOR = SIGNING | MARKET_WIDE
