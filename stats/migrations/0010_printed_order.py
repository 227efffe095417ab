"""The order in which each report prints its divisions, and the right to delete a division that is unused."""

from importlib import import_module

import django.contrib.postgres.fields
from django.db import migrations, models

# Until now the order was that in which the figures were first stored.
ORDER = """
UPDATE stats_report SET divisions = printed.divisions
FROM (
    SELECT report_id, array_agg(division_id ORDER BY first) AS divisions
    FROM (
        SELECT report_id, division_id, min(id) AS first FROM stats_figure
        WHERE division_id IS NOT NULL GROUP BY report_id, division_id
    ) AS divisions
    GROUP BY report_id
) AS printed
WHERE printed.report_id = stats_report.id
"""


def let_delete_areas(apps, schema_editor):
    permission = import_module("stats.migrations.0003_roles")._permission(apps, "area", "delete_area")
    for group in apps.get_model("auth", "Group").objects.filter(name="Reference data"):
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("stats", "0009_reading")]

    operations = [
        migrations.AddField(
            model_name="report",
            name="divisions",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), blank=True, db_default=[], default=list, editable=False
            ),
        ),
        migrations.RunSQL(ORDER, migrations.RunSQL.noop),
        migrations.RunPython(let_delete_areas, migrations.RunPython.noop),
    ]
