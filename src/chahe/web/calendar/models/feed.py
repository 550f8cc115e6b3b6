"""行事曆訂閱: an address by which a person's calendar program reads a firm's plan."""

from chahe.web.firms.personal_keys import PersonalKey


class Feed(PersonalKey):
    """Its secret is in the address of the calendar file."""

    noun = "feed"

    class Meta(PersonalKey.Meta):
        verbose_name = verbose_name_plural = "行事曆訂閱"
