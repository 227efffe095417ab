"""Reports have no status any more; figures know by which way they came, areas which addresses they had."""

import django.contrib.postgres.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


def withdraw_drafts(apps, schema_editor):
    """What a report with the status draft held was not public, and stays so: it keeps its place, withdrawn."""
    figures = apps.get_model("stats", "Figure").objects.filter(report__status="draft")
    figures.update(withdrawn=True, preferred=False)


def publish_all(apps, schema_editor):
    """Going back: the code before shows published reports alone, and leaves withdrawn figures out itself."""
    apps.get_model("stats", "Report").objects.update(status="published")


class Migration(migrations.Migration):
    dependencies = [
        ("stats", "0003_roles"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="figure",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="figure",
            name="update_update",
        ),
        migrations.RunPython(withdraw_drafts, publish_all),
        migrations.RemoveConstraint(
            model_name="report",
            name="report_status_known",
        ),
        migrations.RemoveField(
            model_name="report",
            name="status",
        ),
        migrations.AddField(
            model_name="area",
            name="former_slugs",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.SlugField(max_length=120),
                blank=True,
                db_default=[],
                default=list,
                editable=False,
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="figure",
            name="origin",
            field=models.PositiveSmallIntegerField(
                choices=[
                    (0, "loaded with the whole folder of data"),
                    (1, "loaded from a file by itself"),
                    (2, "published from the admin"),
                ],
                db_default=0,
                default=0,
                editable=False,
            ),
        ),
        migrations.AddField(
            model_name="figureevent",
            name="origin",
            field=models.PositiveSmallIntegerField(
                choices=[
                    (0, "loaded with the whole folder of data"),
                    (1, "loaded from a file by itself"),
                    (2, "published from the admin"),
                ],
                db_default=0,
                default=0,
                editable=False,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figure",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "stats_figureevent" ("as_printed", "category", "division_id", "id", "level", "marker", "measure", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred", "report_id", "source_id", "source_page", "value", "withdrawn") VALUES (NEW."as_printed", NEW."category", NEW."division_id", NEW."id", NEW."level", NEW."marker", NEW."measure", NEW."origin", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."preferred", NEW."report_id", NEW."source_id", NEW."source_page", NEW."value", NEW."withdrawn"); RETURN NULL;',
                    hash="850606b5f29c71e634fbc16a2b142d4539d87216",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_38bb0",
                    table="stats_figure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "stats_figureevent" ("as_printed", "category", "division_id", "id", "level", "marker", "measure", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred", "report_id", "source_id", "source_page", "value", "withdrawn") VALUES (NEW."as_printed", NEW."category", NEW."division_id", NEW."id", NEW."level", NEW."marker", NEW."measure", NEW."origin", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."preferred", NEW."report_id", NEW."source_id", NEW."source_page", NEW."value", NEW."withdrawn"); RETURN NULL;',
                    hash="54cff2d24189ebe55aee3ff3d497fe19e0336297",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e8a4e",
                    table="stats_figure",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", [0, 1, 2])), name="figure_origin_known"
            ),
        ),
    ]
