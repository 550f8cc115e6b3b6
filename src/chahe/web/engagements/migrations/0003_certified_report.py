"""What was signed by a certificate is kept: the database refuses to change or remove it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from chahe.web.inspections.migrations import _read_only

RULES = [
    ("engagements_certifiedreport", "UPDATE", "1 = 1"),
    ("engagements_certifiedreport", "DELETE", "1 = 1"),
]


def forbid(apps, schema_editor):
    _read_only.make(schema_editor, RULES)


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0002_read_only'),
        ('evidence', '0002_immutable'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CertifiedReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='檔名')),
                ('unsigned', models.CharField(max_length=64)),
                ('unsigned_size', models.BigIntegerField()),
                ('reason', models.CharField(max_length=100, verbose_name='簽署事由')),
                ('signed_at', models.DateTimeField(verbose_name='簽署時間')),
                ('subject', models.CharField(max_length=200, verbose_name='憑證主體')),
                ('issuer', models.CharField(max_length=200, verbose_name='憑證簽發者')),
                ('serial', models.CharField(max_length=64, verbose_name='憑證序號')),
                ('fingerprint', models.CharField(max_length=64, verbose_name='憑證指紋')),
                ('stamped', models.BooleanField(default=False, verbose_name='含時戳')),
                ('blob', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.blob')),
                ('onto', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='certified_again', to='engagements.certifiedreport')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certified', to='engagements.assessmentreport', verbose_name='報告')),
                ('signed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '憑證簽署的評估報告',
                'verbose_name_plural': '憑證簽署的評估報告',
                'ordering': ['-signed_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('unsigned_size__gt', 0), models.Q(('subject', ''), _negated=True), models.Q(('fingerprint', ''), _negated=True)), name='certified_report_whole')],
            },
        ),
        migrations.RunPython(forbid, elidable=False),
    ]
