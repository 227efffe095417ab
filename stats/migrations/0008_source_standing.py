"""A source says whether it is a copy, and which titles it had here before."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stats", "0007_qualifiers")]

    operations = [
        migrations.AddField(
            model_name="source",
            name="standing",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "the document itself"),
                    ("extract", "a part of the document"),
                    ("copy", "a copy of another publication"),
                    ("stand-in", "another count in place of the MAPPA report"),
                ],
                db_default="",
                default="",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="former_titles",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=300),
                blank=True,
                db_default=[],
                default=list,
                editable=False,
                size=None,
            ),
        ),
    ]
