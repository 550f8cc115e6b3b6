"""The year: samples, review notes, references, carry-over; extensions, risk accepted, deductions.

Four tables are rebuilt on SQLite, so their triggers, and those that name them, are dropped and made
again; what a signed paper rests on is as read-only as the paper.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from . import _read_only


_PAPER = (
    "(SELECT paper.state = 'approved' OR whole.state = 'sealed' FROM inspections_workingpaper paper "
    "JOIN inspections_inspection whole ON whole.id = paper.inspection_id WHERE paper.id = {paper})"
)


def _signed(paper):
    return _PAPER.format(paper=paper)


def _of_row(row):
    return _signed(f"{row}.paper_id")


_ITEM = _signed("(SELECT paper_id FROM inspections_sampling WHERE id = NEW.sampling_id)")
_MARK = _signed(
    "(SELECT sampling.paper_id FROM inspections_sampleitem item JOIN inspections_sampling "
    "sampling ON sampling.id = item.sampling_id WHERE item.id = NEW.item_id)"
)
_SEALED = "(SELECT state FROM inspections_inspection WHERE id = {row}.inspection_id) = 'sealed'"
NEVER = "1 = 1"
STANDING = [
    ("inspections_inspection", "UPDATE", "OLD.state = 'sealed'"),
    ("inspections_inspection", "DELETE", NEVER),
    ("inspections_workingpaper", "DELETE", NEVER),
    ("inspections_workingpaper", "INSERT", _SEALED.format(row="NEW")),
    (
        "inspections_workingpaper",
        "UPDATE",
        f"OLD.state = 'approved' OR {_SEALED.format(row='OLD')}",
    ),
    ("inspections_attachment", "INSERT", _of_row("NEW")),
    ("inspections_attachment", "DELETE", _of_row("OLD")),
    ("inspections_checkrun", "INSERT", _of_row("NEW")),
    ("inspections_finding", "UPDATE", "OLD.state IN ('closed', 'withdrawn')"),
    ("inspections_finding", "DELETE", NEVER),
]
NEW = [
    ("inspections_sampling", "INSERT", _of_row("NEW")),
    ("inspections_sampling", "UPDATE", _of_row("NEW")),
    ("inspections_sampling", "DELETE", NEVER),
    ("inspections_sampleitem", "INSERT", _ITEM),
    ("inspections_sampleitem", "UPDATE", NEVER),
    ("inspections_sampleitem", "DELETE", NEVER),
    ("inspections_itemmark", "INSERT", _MARK),
    ("inspections_itemmark", "UPDATE", NEVER),
    ("inspections_itemmark", "DELETE", NEVER),
    ("inspections_stepresult", "INSERT", _of_row("NEW")),
    ("inspections_stepresult", "UPDATE", _of_row("NEW")),
    ("inspections_stepresult", "DELETE", _of_row("OLD")),
    ("inspections_reviewnote", "INSERT", _of_row("NEW")),
    (
        "inspections_reviewnote",
        "UPDATE",
        f"OLD.cleared_at IS NOT NULL OR {_of_row('NEW')}",
    ),
    ("inspections_reviewnote", "DELETE", NEVER),
    ("inspections_crossreference", "INSERT", _of_row("NEW")),
    ("inspections_crossreference", "UPDATE", NEVER),
    ("inspections_crossreference", "DELETE", _of_row("OLD")),
    ("inspections_carriedover", "INSERT", _of_row("NEW")),
    ("inspections_carriedover", "UPDATE", NEVER),
    ("inspections_carriedover", "DELETE", NEVER),
    *(
        rule
        for table in ("extension", "riskacceptance")
        for rule in (
            (f"inspections_{table}", "UPDATE", "OLD.decided_at IS NOT NULL"),
            (f"inspections_{table}", "DELETE", NEVER),
        )
    ),
    *(
        (f"inspections_{table}", event, NEVER)
        for table in ("progress", "followup", "deductionscheme", "requestfile", "campaign")
        for event in ("UPDATE", "DELETE")
    ),
]


def drop_triggers(apps, schema_editor):
    _read_only.drop(schema_editor, STANDING)


def make_triggers(apps, schema_editor):
    _read_only.make(schema_editor, [*STANDING, *NEW])


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0002_immutable'),
        ('firms', '0001_initial'),
        ('inspections', '0004_rescoping'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(drop_triggers, elidable=False),
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=100, verbose_name='專案名稱')),
                ('reason', models.TextField(verbose_name='緣由')),
                ('question', models.TextField(verbose_name='查核問題')),
                ('procedure', models.JSONField(default=list)),
                ('evidence_kinds', models.JSONField(default=list)),
                ('rules', models.JSONField(default=list)),
                ('firms', models.JSONField(default=list, verbose_name='對象')),
                ('period_start', models.DateField(verbose_name='查核期間')),
                ('period_end', models.DateField()),
                ('due_on', models.DateField(verbose_name='應完成日')),
                ('opened_at', models.DateTimeField()),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '專案查核',
                'verbose_name_plural': '專案查核',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('period_start__lt', models.F('period_end'))), name='campaign_period')],
            },
        ),
        migrations.CreateModel(
            name='CarriedOver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('words', '文字'), ('evidence', '佐證'), ('attributes', '測試屬性')], max_length=12, verbose_name='沿用')),
                ('detail', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('origin', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carried_to', to='inspections.workingpaper')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carried', to='inspections.workingpaper')),
            ],
            options={
                'verbose_name': '沿用前期',
                'verbose_name_plural': '沿用前期',
                'ordering': ['paper', 'id'],
            },
        ),
        migrations.CreateModel(
            name='CrossReference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('where', models.CharField(blank=True, max_length=200, verbose_name='位置')),
                ('why', models.CharField(max_length=300, verbose_name='說明')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='references', to='inspections.workingpaper')),
                ('to_evidence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='referred_from', to='evidence.evidence')),
                ('to_finding', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='referred_from', to='inspections.finding')),
                ('to_paper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='referred_from', to='inspections.workingpaper')),
            ],
            options={
                'verbose_name': '交互索引',
                'verbose_name_plural': '交互索引',
                'ordering': ['paper', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('to_evidence', None), ('to_finding', None), ('to_paper__isnull', False)), models.Q(('to_evidence__isnull', False), ('to_finding', None), ('to_paper', None)), models.Q(('to_evidence', None), ('to_finding__isnull', False), ('to_paper', None)), _connector='OR'), name='cross_reference_to_one')],
            },
        ),
        migrations.CreateModel(
            name='DeductionScheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='名稱')),
                ('since', models.DateField(verbose_name='自')),
                ('source', models.CharField(max_length=300, verbose_name='來源')),
                ('is_example', models.BooleanField(default=False, verbose_name='僅為範例')),
                ('entries', models.JSONField(default=list, verbose_name='扣分項目')),
                ('single_limit', models.DecimalField(decimal_places=1, default=25, max_digits=6, verbose_name='單次扣分門檻')),
                ('average_limit', models.DecimalField(decimal_places=1, default=75, max_digits=6, verbose_name='平均分數門檻')),
                ('limits_source', models.CharField(max_length=300, verbose_name='門檻來源')),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '扣分標準',
                'verbose_name_plural': '扣分標準',
                'ordering': ['-since', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('source', ''), _negated=True), models.Q(('limits_source', ''), _negated=True)), name='scheme_has_source')],
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='理由')),
                ('asked_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('granted', models.BooleanField(blank=True, null=True, verbose_name='同意')),
                ('words', models.TextField(blank=True, verbose_name='核定意見')),
                ('from_due', models.DateField(verbose_name='原期限')),
                ('to_due', models.DateField(verbose_name='展延至')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='inspections.finding')),
            ],
            options={
                'verbose_name': '展延',
                'verbose_name_plural': '展延',
                'ordering': ['finding', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('to_due__gt', models.F('from_due'))), name='extension_is_later'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('granted', None)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('granted__isnull', False), models.Q(('decided_by', models.F('asked_by')), _negated=True)), _connector='OR'), name='extension_decided_by_other'), models.UniqueConstraint(condition=models.Q(('granted', None)), fields=('finding',), name='extension_asked_once')],
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField(verbose_name='應提出日')),
                ('issued_on', models.DateField(verbose_name='提出日')),
                ('sent_to', models.CharField(max_length=200, verbose_name='送達對象')),
                ('findings', models.JSONField(default=list)),
                ('issued_at', models.DateTimeField()),
                ('digest', models.CharField(max_length=64)),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='inspections.inspection')),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '追蹤報告',
                'verbose_name_plural': '追蹤報告',
                'ordering': ['inspection', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Progress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='日期')),
                ('text', models.TextField(verbose_name='改善進度')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='progress', to='inspections.finding')),
            ],
            options={
                'verbose_name': '改善進度',
                'verbose_name_plural': '改善進度',
                'ordering': ['finding', 'on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='RequestFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='more_answers', to='evidence.evidence')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='more', to='inspections.request')),
            ],
            options={
                'verbose_name': '請求的其他佐證',
                'verbose_name_plural': '請求的其他佐證',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('request', 'evidence'), name='request_file_once')],
            },
        ),
        migrations.CreateModel(
            name='ReviewNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField()),
                ('text', models.TextField(verbose_name='覆核意見')),
                ('raised_at', models.DateTimeField()),
                ('answer', models.TextField(blank=True, verbose_name='回覆')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('cleared_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cleared_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='inspections.workingpaper')),
                ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '覆核意見',
                'verbose_name_plural': '覆核意見',
                'ordering': ['paper', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', None)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='review_note_answered_whole'), models.CheckConstraint(condition=models.Q(models.Q(('cleared_at', None), ('cleared_by', None)), models.Q(('cleared_at__isnull', False), ('cleared_by__isnull', False), ('answered_by__isnull', False), models.Q(('cleared_by', models.F('answered_by')), _negated=True)), _connector='OR'), name='review_note_cleared_by_other')],
            },
        ),
        migrations.CreateModel(
            name='RiskAcceptance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='理由')),
                ('asked_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('granted', models.BooleanField(blank=True, null=True, verbose_name='同意')),
                ('words', models.TextField(blank=True, verbose_name='核定意見')),
                ('until', models.DateField(verbose_name='承受至')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acceptances', to='inspections.finding')),
            ],
            options={
                'verbose_name': '風險承受',
                'verbose_name_plural': '風險承受',
                'ordering': ['finding', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('granted', None)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('granted__isnull', False), models.Q(('decided_by', models.F('asked_by')), _negated=True)), _connector='OR'), name='acceptance_decided_by_other'), models.UniqueConstraint(condition=models.Q(('granted', None)), fields=('finding',), name='acceptance_asked_once')],
            },
        ),
        migrations.CreateModel(
            name='Sampling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attempt', models.PositiveSmallIntegerField(default=1)),
                ('method', models.CharField(max_length=20, verbose_name='方法')),
                ('seed', models.CharField(max_length=64, verbose_name='種子')),
                ('size', models.PositiveIntegerField(blank=True, null=True, verbose_name='樣本數')),
                ('tolerable', models.DecimalField(blank=True, decimal_places=5, max_digits=6, null=True, verbose_name='可容忍偏差率')),
                ('confidence', models.DecimalField(blank=True, decimal_places=5, max_digits=6, null=True, verbose_name='信賴水準')),
                ('allowed', models.PositiveSmallIntegerField(default=0, verbose_name='容許偏差數')),
                ('reason', models.TextField(blank=True, verbose_name='方法的理由')),
                ('attributes', models.JSONField(default=list, verbose_name='測試屬性')),
                ('planned_at', models.DateTimeField()),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='母體來源')),
                ('keys', models.JSONField(default=list, verbose_name='母體')),
                ('expected', models.PositiveIntegerField(blank=True, null=True, verbose_name='應有筆數')),
                ('expected_source', models.CharField(blank=True, max_length=300, verbose_name='應有筆數的依據')),
                ('frozen_at', models.DateTimeField(blank=True, null=True, verbose_name='母體凍結時間')),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('abandoned_at', models.DateTimeField(blank=True, null=True)),
                ('abandoned_reason', models.CharField(blank=True, max_length=300, verbose_name='重新抽樣的理由')),
                ('abandoned_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('evidence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='samplings', to='evidence.evidence')),
                ('frozen_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='samplings', to='inspections.workingpaper')),
                ('planned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '抽樣',
                'verbose_name_plural': '抽樣',
                'ordering': ['paper', 'attempt'],
                'constraints': [models.UniqueConstraint(fields=('paper', 'attempt'), name='sampling_attempt_once'), models.UniqueConstraint(condition=models.Q(('abandoned_at', None)), fields=('paper',), name='sampling_one_counts'), models.CheckConstraint(condition=models.Q(models.Q(('digest', ''), ('frozen_at', None), ('frozen_by', None)), models.Q(('frozen_at__gte', models.F('planned_at')), ('frozen_by__isnull', False), models.Q(('digest', ''), _negated=True)), _connector='OR'), name='sampling_planned_before_population'), models.CheckConstraint(condition=models.Q(models.Q(('abandoned_at', None), ('abandoned_by', None), ('abandoned_reason', '')), models.Q(('abandoned_at__isnull', False), ('abandoned_by__isnull', False), models.Q(('abandoned_reason', ''), _negated=True)), _connector='OR'), name='sampling_abandoned_whole')],
            },
        ),
        migrations.CreateModel(
            name='StepResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('done', models.TextField(verbose_name='執行情形')),
                ('tick', models.CharField(max_length=20, verbose_name='記號')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='inspections.workingpaper')),
            ],
            options={
                'verbose_name': '程序執行情形',
                'verbose_name_plural': '程序執行情形',
                'ordering': ['paper', 'position'],
                'constraints': [models.UniqueConstraint(fields=('paper', 'position'), name='step_result_once')],
            },
        ),
        migrations.CreateModel(
            name='SampleItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('key', models.CharField(max_length=200, verbose_name='項目')),
                ('row', models.JSONField(default=dict)),
                ('sampling', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='inspections.sampling')),
            ],
            options={
                'verbose_name': '樣本',
                'verbose_name_plural': '樣本',
                'ordering': ['sampling', 'position'],
                'constraints': [models.UniqueConstraint(fields=('sampling', 'key'), name='sample_item_once')],
            },
        ),
        migrations.CreateModel(
            name='ItemMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attribute', models.CharField(max_length=20)),
                ('tick', models.CharField(max_length=20, verbose_name='記號')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='說明')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='inspections.sampleitem')),
            ],
            options={
                'verbose_name': '記號',
                'verbose_name_plural': '記號',
                'ordering': ['item', 'id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='inspection',
            name='inspection_once',
        ),
        migrations.RemoveConstraint(
            model_name='request',
            name='request_answered_whole',
        ),
        migrations.AddField(
            model_name='finding',
            name='deducted_as',
            field=models.CharField(blank=True, max_length=60, verbose_name='扣分項目'),
        ),
        migrations.AddField(
            model_name='finding',
            name='deduction',
            field=models.DecimalField(blank=True, decimal_places=1, max_digits=5, null=True, verbose_name='扣分'),
        ),
        migrations.AddField(
            model_name='finding',
            name='recurs',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recurrences', to='inspections.finding', verbose_name='再犯'),
        ),
        migrations.AddField(
            model_name='finding',
            name='subject',
            field=models.CharField(blank=True, max_length=100, verbose_name='對象'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='subject',
            field=models.CharField(blank=True, max_length=100, verbose_name='事由'),
        ),
        migrations.AddField(
            model_name='request',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='request',
            name='no_occurrence',
            field=models.TextField(blank=True, verbose_name='未發生的理由'),
        ),
        migrations.AddField(
            model_name='workingpaper',
            name='sources',
            field=models.JSONField(default=list, verbose_name='參酌來源'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', None), ('answered_at', None), ('no_occurrence', '')), models.Q(('answer__isnull', False), ('answered_at__isnull', False), ('no_occurrence', '')), models.Q(('answer', None), ('answered_at__isnull', False), models.Q(('no_occurrence', ''), _negated=True)), _connector='OR'), name='request_answered_whole'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='campaign',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='inspections.campaign'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.UniqueConstraint(fields=('firm', 'kind', 'document', 'edition', 'section', 'cadence', 'subject', 'period_start', 'version'), name='inspection_once'),
        ),
        migrations.AddField(
            model_name='finding',
            name='scheme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='inspections.deductionscheme', verbose_name='扣分標準'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('deducted_as', ''), ('deduction', None), ('scheme', None)), models.Q(('deduction__isnull', False), ('scheme__isnull', False), models.Q(('deducted_as', ''), _negated=True)), _connector='OR'), name='finding_deducted_by_scheme'),
        ),
        migrations.RunPython(make_triggers, elidable=False),
    ]
