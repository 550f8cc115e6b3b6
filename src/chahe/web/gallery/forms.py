from django import forms

from ..roc_fields import RocDateField


class ExampleForm(forms.Form):
    title = forms.CharField(label="缺失", max_length=100)
    due = RocDateField(label="改善期限")
    result = forms.ChoiceField(
        label="查核結果",
        choices=[("conforming", "符合"), ("nonconforming", "不符"), ("insufficient", "證據不足")],
        widget=forms.RadioSelect,
    )
    owner = forms.ChoiceField(
        label="負責部門",
        required=False,
        choices=[("", "請選擇"), ("it", "資訊部"), ("audit", "稽核室")],
    )
    notes = forms.CharField(
        label="說明",
        required=False,
        widget=forms.Textarea,
        help_text="寫出事實、標準、原因與影響。",
    )
    paper = forms.FileField(
        label="佐證", required=False, help_text="可上傳 PDF、CSV、XLSX，單檔上限 1 GB。"
    )
    sure = forms.BooleanField(label="我已核對上述內容", help_text="送出後不能再修改。")
