"""收件鑰匙: what a program of a firm hands evidence in with, on behalf of a person."""

from chahe.web.firms.personal_keys import PersonalKey


class IntakeKey(PersonalKey):
    """Its secret is sent along with the evidence."""

    noun = "intake_key"

    class Meta(PersonalKey.Meta):
        verbose_name = verbose_name_plural = "收件鑰匙"
