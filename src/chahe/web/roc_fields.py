"""A form field for dates typed as 民國; `<input type="date">` would show Gregorian years."""

import re
import unicodedata
from datetime import date
from typing import Any

from django import forms

from chahe.deadlines import format_roc, parse_roc

_PACKED = re.compile(r"(\d{3})(\d{2})(\d{2})")  # 1150309: seven digits can only be 民國
_GREGORIAN = re.compile(r"(?:西元)?\s*(19[1-9]\d|2\d{3})\D.*|(19[1-9]\d|2\d{3})\d{4}")


class RocDateField(forms.Field):
    """A date typed as 民國 year, month and day; a Gregorian year is refused, not guessed."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": "請輸入正確的民國年月日，例如 115/03/09。",
        "gregorian": "請輸入民國年，不是西元年：西元 %(gregorian)s 年是民國 %(roc)s 年，"
        "例如 %(roc)s/03/09。",
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "民國年月日，例如 115/03/09")
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        text = unicodedata.normalize("NFKC", str(value)).strip()
        if met := _GREGORIAN.fullmatch(text):
            year = int(met[1] or met[2])
            values = {"gregorian": year, "roc": year - 1911}
            raise forms.ValidationError(self.error_messages["gregorian"], "gregorian", values)
        try:
            day = parse_roc(_PACKED.sub(r"\1/\2/\3", text) if _PACKED.fullmatch(text) else text)
            format_roc(day)
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], "invalid") from None
        return day

    def prepare_value(self, value: Any) -> Any:
        return format_roc(value, "short") if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except forms.ValidationError:
            return True

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return {"class": "roc-date", "autocomplete": "off", "spellcheck": "false"}
