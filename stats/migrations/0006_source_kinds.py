"""The kinds of source are the catalogue's: a new one needs no migration."""

from django.db import migrations, models

import stats.models.source


class Migration(migrations.Migration):
    dependencies = [("stats", "0005_mark_origins")]

    operations = [
        migrations.RemoveConstraint(
            model_name="draft",
            name="draft_source_kind_known",
        ),
        migrations.RemoveConstraint(
            model_name="source",
            name="source_kind_known",
        ),
        migrations.AlterField(
            model_name="draft",
            name="source_kind",
            field=models.CharField(
                choices=stats.models.source.source_kind_choices, max_length=24, verbose_name="kind of source"
            ),
        ),
        migrations.AlterField(
            model_name="draftevent",
            name="source_kind",
            field=models.CharField(
                choices=stats.models.source.source_kind_choices, max_length=24, verbose_name="kind of source"
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="kind",
            field=models.CharField(choices=stats.models.source.source_kind_choices, max_length=24),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(("source_kind", ""), _negated=True), name="draft_source_kind_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", ""), _negated=True), name="source_kind_not_empty"
            ),
        ),
    ]
