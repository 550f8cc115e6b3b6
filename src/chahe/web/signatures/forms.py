"""What a person says who signs a report."""

from collections.abc import Sequence
from typing import Any

from django import forms

from chahe.documents.signing import CertificateRefused
from chahe.documents.signing.certificate import LARGEST

from ..templatetags.taiwan import roc_time

NEW = ""


class CertificateForm(forms.Form):
    """`file` and `passphrase` are used once, and must be given again after any refusal."""

    onto = forms.ChoiceField(
        label="簽在哪一份",
        required=False,
        help_text="多人依序簽同一份時，選前一位簽好的檔案；否則產生新的一份",
    )
    reason = forms.CharField(label="簽署事由", max_length=100, initial="核定")
    file = forms.FileField(
        label="憑證檔（.p12 或 .pfx）",
        allow_empty_file=True,  # what is wrong with it is said by who opens it
        help_text=f"含私鑰的 PKCS#12 檔，上限 {LARGEST // 1024} KB；只在記憶體中使用一次，不會留存",
        error_messages={"required": "請選擇憑證檔"},
        widget=forms.FileInput(attrs={"accept": ".p12,.pfx"}),
    )
    passphrase = forms.CharField(
        label="憑證檔的密碼",
        strip=False,
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="不會留存，也不會寫入紀錄；憑證檔沒有設密碼時不填",
    )

    def __init__(self, *args: Any, signed: Sequence[Any], **kwargs: Any) -> None:
        """Offer files of `CertificateSignature` to be signed again."""
        super().__init__(*args, **kwargs)
        self.signed = {str(one.pk): one for one in signed}
        self.fields["onto"].choices = [  # type: ignore[attr-defined]
            (NEW, "新的一份"),
            *(
                (pk, f"{one.title}（{one.subject} 簽於 {roc_time(one.signed_at)}）")
                for pk, one in self.signed.items()
            ),
        ]

    def signed_before(self) -> Any:
        """Return the file already signed that is to be signed again."""
        return self.signed.get(self.cleaned_data["onto"])

    def refuse(self, refused: CertificateRefused) -> None:
        """Show what is wrong with a certificate beside the field it is about."""
        self.add_error(refused.about, str(refused))


class SignForm(CertificateForm):
    report = forms.ChoiceField(label="要簽署的報告")
    field_order = ["report", "onto", "reason", "file", "passphrase"]

    def __init__(self, *args: Any, reports: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["report"].choices = list(reports.items())  # type: ignore[attr-defined]
