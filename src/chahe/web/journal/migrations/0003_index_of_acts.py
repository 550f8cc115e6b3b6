from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_append_only")]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                fields=["firm", "act", "-seq"], name="journal_ent_firm_7900f1_idx"
            ),
        ),
    ]
