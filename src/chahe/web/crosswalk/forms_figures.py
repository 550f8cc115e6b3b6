"""What a person says an official figure is."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from django import forms

from chahe.rulebook.parameter import Topic

from ..firms.actions import LONGEST_SOURCE
from ..firms.forms import one_line
from ..roc_fields import RocDateField

MOST = 10**15
LONGEST_TEXT = 1000


class FigureForm(forms.Form):
    """A number with its unit and what must be done at it; or a text; or that there is none."""

    population = forms.CharField(
        label="對象",
        max_length=60,
        validators=[one_line],
        help_text="這個數值是對誰或對什麼的；同一對象再填一次，會從新的生效日起取代。",
    )
    value = forms.IntegerField(
        label="數值",
        required=False,
        min_value=0,
        max_value=MOST,
        help_text="整數。不是單一整數時留空，改填「文字內容」。",
    )
    unit = forms.CharField(
        label="單位",
        required=False,
        max_length=20,
        validators=[one_line],
        help_text="例如 億元、分、次。",
    )
    action = forms.CharField(label="要求", required=False, max_length=200, validators=[one_line])
    text = forms.CharField(
        label="文字內容",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="不是單一整數的內容，用自己的話寫；有數值時留空。",
    )
    since = RocDateField(label="自何日起", help_text="從哪一天起施行，民國年月日，例如 115/03/09")
    source = forms.CharField(
        label="來源",
        max_length=LONGEST_SOURCE,
        validators=[one_line],
        help_text="可以查證的文號、法規名稱與條次，或公文日期；沒有來源的數值不能填。",
    )
    ended = forms.BooleanField(
        label="撤回：從這一天起不再有這個數值",
        required=False,
        help_text="填錯對象或規定已廢止時勾選，數值與內容留空；以前的填寫會留在歷程裡。",
    )

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if topic.populations:
            choices = [(each.id, each.title) for each in topic.populations.values()]
            help_text = self.fields["population"].help_text
            self.fields["population"] = forms.ChoiceField(
                label="對象", choices=[("", "請選擇"), *choices], help_text=help_text
            )
        if units := _units(topic):
            self.fields["unit"].help_text = f"其他規定使用的單位：{'、'.join(units)}。"
        said = topic.wording.format(figure="（數值與單位）", action="（要求）")
        alike = "".join(f"「{action}」" for action in _actions(topic))
        alike = f"要求和其他規定相同時用一樣的字，才會併成一句：{alike}。" if alike else ""
        self.fields["action"].help_text = f"讀起來會是：「{said}」。{alike}"

    def clean_population(self) -> str:
        return unicodedata.normalize("NFKC", self.cleaned_data["population"]).strip()

    def clean(self) -> None:
        said = self.cleaned_data
        number, text = said.get("value"), said.get("text")
        if {"value", "text", "unit", "action"} & set(self.errors):
            return
        if said.get("ended"):
            self._hold_nothing(said)
        elif number is None and not text:
            self.add_error("value", "請填寫數值，或在「文字內容」寫明。")
        elif number is not None and text:
            self.add_error("text", "已經填了數值，文字內容請留空；或清除數值，只留文字內容。")
        elif number is not None:
            self._hold_all_of_a_number(said)
        elif said["unit"]:
            said["unit"] = ""  # the form begins with the topic's unit; a text has none

    def _hold_nothing(self, said: Mapping[str, Any]) -> None:
        if said.get("value") is not None or said.get("text"):
            self.add_error("ended", "撤回時，數值與文字內容請留空。")
        self.cleaned_data.update(unit="", action="")

    def _hold_all_of_a_number(self, said: Mapping[str, Any]) -> None:
        if not said["unit"]:
            self.add_error("unit", "有數值時請填單位。")
        if not said["action"]:
            self.add_error("action", "有數值時請寫明要求。")


def _actions(topic: Topic) -> list[str]:
    return [action for action in dict.fromkeys(value.action for value in topic.values) if action]


def _units(topic: Topic) -> list[str]:
    known = [topic.unit, *(value.figure.unit for value in topic.values if value.figure)]
    return [unit for unit in dict.fromkeys(known) if unit]
