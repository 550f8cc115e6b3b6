"""Forms of stops of trading: they validate; actions save."""

from django import forms

from chahe.web.roc_fields import RocDateField


class StopForm(forms.Form):
    stopped_on = RocDateField(label="停止交易日", help_text="例如 115/11/01")
    cause = forms.CharField(
        label="原因",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="哪一件資安事件，影響什麼。",
    )
    source = forms.CharField(
        label="依據", max_length=300, help_text="公告、公文或事件單的日期與編號。"
    )
    reported = forms.CharField(
        label="申報情形", max_length=300, required=False, help_text="何時、以什麼方式通報櫃買中心。"
    )


class ResumeForm(forms.Form):
    resumed_on = RocDateField(label="恢復交易日", help_text="例如 115/11/03")
    measures = forms.CharField(
        label="預防及改善措施",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="事件怎麼排除，怎麼避免再發生。",
    )
    source = forms.CharField(
        label="恢復的依據", max_length=300, help_text="公告、公文或報告的日期與編號。"
    )


class DecideForm(forms.Form):
    """Whether trading may be resumed without the report, and why."""

    granted = forms.ChoiceField(
        label="決定", choices=[("yes", "核准"), ("no", "不核准")], widget=forms.RadioSelect
    )
    comment = forms.CharField(
        label="決定的理由", max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
