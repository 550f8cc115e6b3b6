"""What a firm states of itself, and a new firm."""

import unicodedata
from typing import Any

from django import forms

from chahe.rulebook import FactKind

from ..roc_fields import RocDateField
from .actions import LONGEST_NAME, LONGEST_SOURCE

NONE = "none_of_these"  # nobody's silence is taken for "none of these"
MOST = 10**15  # more than any firm's capital in NT dollars


def one_line(text: str) -> None:
    if any(unicodedata.category(char)[0] == "C" for char in text):
        raise forms.ValidationError("含有看不見的控制字元，請重新輸入。", "control")


class FactForm(forms.Form):
    """A statement of one kind of fact; `value` is the field its type calls for."""

    since = RocDateField(
        label="自何日起", help_text="這項內容從哪一天起為真，民國年月日，例如 115/03/09"
    )
    source = forms.CharField(
        label="來源",
        max_length=LONGEST_SOURCE,
        validators=[one_line],
        help_text="可以查證的文件，例如「115年1月5日資訊安全分級申報表」。",
    )
    field_order = ["value", "since", "source"]

    def __init__(self, *args: Any, kind: FactKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = value_field(kind)
        self.order_fields(self.field_order)


def value_field(kind: FactKind, *, blank: str = "") -> forms.Field:
    """Return the form field of a kind of fact.

    With `blank`, what to call no answer, it need not be answered, and is then None.
    """
    said: dict[str, Any] = {"label": kind.question, "help_text": kind.help, "required": not blank}
    none = [("", blank)] if blank else []
    match kind.type:
        case "boolean":
            return forms.TypedChoiceField(
                choices=[("yes", "是"), ("no", "否"), *none],
                coerce=lambda word: word == "yes",
                empty_value=None,
                widget=forms.RadioSelect,
                **said,
            )
        case "number":
            said["help_text"] = " ".join(filter(None, [f"單位：{kind.unit}。", kind.help]))
            return forms.IntegerField(min_value=0, max_value=MOST, **said)
        case "choice":
            return forms.TypedChoiceField(
                choices=[*kind.choices.items(), *none],
                empty_value=None,
                widget=forms.RadioSelect,
                **said,
            )
    return _SeveralField(choices=[*kind.choices.items(), (NONE, "以上皆無")], **said)


def initial_of(kind: FactKind, value: Any) -> Any:
    """Return a stated value as the form's `value` field shows it."""
    match kind.type:
        case "boolean":
            return "yes" if value else "no"
        case "choices":
            return list(value) or [NONE]
    return value


class _SeveralField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple
    default_error_messages = {"required": "請至少勾選一項；都沒有時，請勾選「以上皆無」。"}

    def clean(self, value: Any) -> list[str] | None:
        chosen: list[str] = super().clean(value)
        if NONE not in chosen:
            return chosen or None
        if len(set(chosen)) > 1:
            raise forms.ValidationError("「以上皆無」不能和其他項目一起勾選。", "none_and_some")
        return []


class FirmForm(forms.Form):
    code = forms.CharField(
        label="代號",
        max_length=20,
        help_text="證券商代號，2 到 20 個英文字母或數字，例如 9800；建立後不能更改。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    name = forms.CharField(label="名稱", max_length=LONGEST_NAME, validators=[one_line])

    def clean_code(self) -> str:
        return unicodedata.normalize("NFKC", self.cleaned_data["code"]).upper()
