"""Which topics to show, and of which day."""

from django import forms

from ..roc_fields import RocDateField


class ConflictsForm(forms.Form):
    """A wrong answer is as if nothing was asked."""

    q = forms.CharField(label="搜尋", required=False, max_length=100)
    on = RocDateField(label="日期", required=False, help_text="")
