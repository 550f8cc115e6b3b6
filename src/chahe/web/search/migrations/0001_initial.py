"""The index of texts; the words are in a table each engine has its own kind of (docs/adr/0015)."""

import chahe.web.search.models
import django.db.models.deletion
from django.db import migrations, models

SQLITE = (
    "CREATE VIRTUAL TABLE search_indexedwords USING fts5(folded UNINDEXED, body UNINDEXED, firm, "
    "words, columnsize = 0, prefix = '1', tokenize = 'unicode61 remove_diacritics 0')",
)
POSTGRESQL = (
    "CREATE TABLE search_indexedwords (rowid bigint PRIMARY KEY REFERENCES search_indexedtext "
    "(place) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, folded text NOT NULL, "
    "body text NOT NULL, firm varchar(20) NOT NULL, words tsvector NOT NULL)",
    # the folded text is read of many rows, the others of a page
    "ALTER TABLE search_indexedwords ALTER folded SET STORAGE MAIN, "
    "ALTER body SET STORAGE EXTERNAL, ALTER words SET STORAGE EXTERNAL",
    # a pending list would be read from end to end by every search
    "CREATE INDEX search_indexedwords_words ON search_indexedwords USING gin (words) "
    "WITH (fastupdate = off)",
    "CREATE INDEX search_indexedwords_firm ON search_indexedwords (firm)",
)


def make_words(apps, schema_editor):
    for sql in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(sql)


def drop_words(apps, schema_editor):
    schema_editor.execute("DROP TABLE search_indexedwords")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('firms', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Indexed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(max_length=20, unique=True)),
                ('digest', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name': '索引狀態',
                'verbose_name_plural': '索引狀態',
            },
        ),
        migrations.CreateModel(
            name='IndexedText',
            fields=[
                ('place', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('rule', '條款'), ('definition', '名詞定義'), ('official', '官方條文'), ('finding', '缺失')], max_length=10, verbose_name='種類')),
                ('document', models.CharField(max_length=80, verbose_name='法規文件')),
                ('edition', models.CharField(max_length=40, verbose_name='版本')),
                ('path', models.CharField(max_length=40)),
                ('subject', models.CharField(max_length=200)),
                ('note', models.CharField(max_length=40, verbose_name='狀態')),
                ('ref', models.CharField(max_length=40, verbose_name='條號或編號')),
                ('title', models.CharField(max_length=200, verbose_name='標題')),
                ('heading', models.CharField(max_length=500)),
                ('firm', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, to='firms.firm')),
            ],
            options={
                'verbose_name': '搜尋索引',
                'verbose_name_plural': '搜尋索引',
                'ordering': ['place'],
            },
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(make_words, drop_words)],
            state_operations=[
                migrations.CreateModel(
                    name='IndexedWords',
                    fields=[
                        ('text', models.OneToOneField(db_column='rowid', db_constraint=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='of', serialize=False, to='search.indexedtext')),
                        ('folded', models.TextField()),
                        ('body', models.TextField()),
                        ('firm', models.CharField(max_length=20)),
                        ('words', chahe.web.search.models.WordsField()),
                    ],
                    options={
                        'verbose_name': '搜尋用詞',
                        'verbose_name_plural': '搜尋用詞',
                        'db_table': 'search_indexedwords',
                    },
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name='indexedtext',
            constraint=models.UniqueConstraint(fields=('kind', 'subject'), name='indexed_once'),
        ),
        migrations.AddConstraint(
            model_name='indexedtext',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('firm__isnull', False), ('kind', 'finding')), models.Q(models.Q(('kind', 'finding'), _negated=True), ('firm__isnull', True)), _connector='OR'), name='indexed_finding_has_firm'),
        ),
    ]
