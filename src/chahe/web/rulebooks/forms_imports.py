"""What people say when they import an official document, and when they decide of its rules."""

from typing import Any

from django import forms

from chahe.deadlines import Cadence
from chahe.rulebook import ChangeKind, Strength, evidence_kinds
from chahe.rulebook.adopt import EVERYONE
from chahe.rulebook.book import scopes_of

from ..roc_fields import RocDateField
from ..templatetags.rulebook_words import edition_name
from .actions_imports import MOST_BYTES
from .editions import editions
from .models import ImportedEdition, ProposedRule
from .queries_imports import before_of, documents_known, origin_choices
from .wanted import Wanted

AUTO, NONE = "auto", "none"
LIKELY = 80  # percents, offered as the likeness from which to accept at once


class ImportForm(forms.Form):
    """The file comes last: when it is refused on the way, the fields before it are kept."""

    target = forms.ChoiceField(label="匯入成為")
    day = RocDateField(
        label="施行日",
        required=False,
        help_text="新版本從哪一天起施行，例如 113/05/15；只補上條文時不填",
    )
    name = forms.CharField(
        label="新文件的代號",
        required=False,
        max_length=80,
        help_text="只有「其他文件」要填：機關/文件，小寫英文與連字號，例如 tpex/sto-assessment",
    )
    base = forms.ChoiceField(label="前一版本", required=False)
    label = forms.CharField(
        label="欄位名稱",
        required=False,
        max_length=100,
        help_text="對照表有好幾欄時，要匯入的那一欄的標題；不填時匯入最新的一欄",
    )
    partial = forms.BooleanField(
        label="文件只列出修正的條文，沒有列出的沿用前一版本", required=False
    )
    file = forms.FileField(
        label="官方文件",
        error_messages={"required": "請選擇官方文件的檔案", "empty": "檔案是空的，請重新取得"},
        help_text=f".txt、.html、.docx、.odt、文字可以選取的 .pdf，上限 {MOST_BYTES >> 20} MB；"
        "也接受 OSCAL 目錄與 CISO Assistant 條款庫",
    )

    def __init__(self, *args: Any, refused: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = documents_known()
        self.fields["target"].choices = [  # type: ignore[attr-defined]
            (
                "新的版本",
                [*((f"new:{n}", f"{title}：新版本") for n, title in known), ("new:", "其他文件")],
            ),
            (
                "補上官方條文",
                [(f"text:{e.id}", f"{e.title}：{edition_name(e)}") for e in editions()],
            ),
        ]
        self.fields["base"].choices = [  # type: ignore[attr-defined]
            (AUTO, "自動：同一份文件的前一版本"),
            (NONE, "沒有前一版本"),
            *((e.id, f"{e.title}：{edition_name(e)}") for e in editions()),
        ]
        if refused:
            self.fields["file"].error_messages["required"] = refused

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(f"檔案超過上限 {MOST_BYTES >> 20} MB，請分開匯入", "size")
        return file

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        target = said.get("target", "")
        if target.startswith("new:") and not said.get("day") and "day" not in self.errors:
            self.add_error("day", "請填寫新版本的施行日")
        if target == "new:" and not said.get("name"):
            self.add_error("name", "請填寫新文件的代號")
        return said

    def wanted(self) -> Wanted:
        """Return what the action takes."""
        said = self.cleaned_data
        kind, _, name = said["target"].partition(":")
        if kind == "text":
            document, _, edition = name.partition("@")
            return Wanted(document, edition, label=said["label"])
        base = {AUTO: None, "": None, NONE: ""}.get(said["base"], said["base"])
        day = said["day"].isoformat()
        return Wanted(name or said["name"], day, base, said["label"], said["partial"])


class DecideForm(forms.Form):
    """A rule of the new edition in our words, as its proposal prefills it."""

    title = forms.CharField(label="查核項目", max_length=100)
    question = forms.CharField(
        label="題目",
        widget=forms.Textarea,
        required=False,
        help_text="以「符合／不符」能回答的一句話",
    )
    code = forms.CharField(label="代碼", max_length=20, required=False)
    strength = forms.ChoiceField(label="強度", choices=[(s.value, s.label) for s in Strength])
    cadence = forms.MultipleChoiceField(
        label="週期",
        choices=[(c.value, c.label) for c in Cadence],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="都不勾時與上層相同",
    )
    scope = forms.ChoiceField(label="適用範圍", required=False)
    inspected = forms.BooleanField(
        label="逐項查核（定義、目的、施行日等條文請取消勾選）", required=False
    )
    keeps = forms.BooleanField(label="沿用前一版本的程序、門檻與自動檢測", required=False)
    evidence = forms.MultipleChoiceField(
        label="應備佐證",
        choices=lambda: evidence_kinds().items(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, rule: ProposedRule, **kwargs: Any) -> None:
        names = [*self.base_fields]
        kwargs.setdefault("initial", {name: getattr(rule, name) for name in names})
        super().__init__(*args, **kwargs)
        wordings = [text for text, _ in scopes_of(before_of(rule.imported)).values()]
        self.fields["scope"].choices = [  # type: ignore[attr-defined]
            ("", "與上層相同"),
            (EVERYONE, "適用於所有證券商"),
            *((text, text) for text in wordings),
        ]
        if not rule.origin:
            del self.fields["keeps"]


class OriginForm(forms.Form):
    origin = forms.ChoiceField(label="對應前一版本的哪一條", required=False)

    def __init__(self, *args: Any, rule: ProposedRule, **kwargs: Any) -> None:
        super().__init__(*args, initial={"origin": rule.origin}, **kwargs)
        self.fields["origin"].choices = origin_choices(rule.imported)  # type: ignore[attr-defined]


class AlikeForm(forms.Form):
    kind = forms.ChoiceField(
        label="修正", choices=[(k.value, k.label) for k in ChangeKind if k.value not in ("same",)]
    )
    at_least = forms.IntegerField(
        label="相似度至少（%）",
        min_value=0,
        max_value=100,
        initial=LIKELY,
        help_text="新增與刪除的條文沒有相似度，填 0 才會一起採納",
    )

    def __init__(self, *args: Any, imported: ImportedEdition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pending = set(imported.rules.filter(decision="pending").values_list("kind", flat=True))
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.value, kind.label) for kind in ChangeKind if kind.value in pending
        ]


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label="撤回理由", max_length=300, help_text="撤回後不能復原；檔案、提案與紀錄仍會保留"
    )
