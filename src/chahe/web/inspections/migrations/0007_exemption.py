"""例外核准: asked, decided once, never removed."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

from . import _read_only

NEW = [
    ("inspections_exemption", "UPDATE", "OLD.decided_at IS NOT NULL"),
    ("inspections_exemption", "DELETE", "1 = 1"),
]


def make_triggers(apps, schema_editor):
    _read_only.make(schema_editor, NEW)


class Migration(migrations.Migration):

    dependencies = [
        ('firms', '0002_held_for_a_time'),
        ('inspections', '0006_cancelled_checks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Exemption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='理由')),
                ('asked_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('granted', models.BooleanField(blank=True, null=True, verbose_name='同意')),
                ('words', models.TextField(blank=True, verbose_name='核定意見')),
                ('check_id', models.CharField(max_length=60, verbose_name='檢測')),
                ('key', models.CharField(max_length=64)),
                ('thing', models.CharField(max_length=300, verbose_name='項目')),
                ('why', models.TextField(verbose_name='為什麼不符')),
                ('until', models.DateField(verbose_name='核准至')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('firm', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exemptions', to='firms.firm')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exemptions', to='inspections.checkrun')),
            ],
            options={
                'verbose_name': '例外核准',
                'verbose_name_plural': '例外核准',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['firm', 'check_id', 'key'], name='inspections_firm_id_505ad9_idx')],
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('key'), 64), name='exemption_key'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('granted', None)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('granted__isnull', False), models.Q(('decided_by', models.F('asked_by')), _negated=True)), _connector='OR'), name='exemption_decided_by_other'), models.CheckConstraint(condition=models.Q(('decided_at', None), ('decided_at__gte', models.F('asked_at')), _connector='OR'), name='exemption_decided_after_asked'), models.UniqueConstraint(condition=models.Q(('granted', None)), fields=('firm', 'check_id', 'key'), name='exemption_asked_once')],
            },
        ),
        migrations.RunPython(make_triggers, elidable=False),
    ]
