"""Each source has an address, and what reports tell of their own work in numbers has a place."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models
from django.utils.text import slugify

LONGEST = 190


def give_slugs(apps, schema_editor):
    """Each source's address of its title, those of its former titles beside it, as stats.models.source does."""
    taken = set()
    for source in apps.get_model("stats", "Source").objects.order_by("pk"):
        words, number = slug_of(source.title), 1
        source.slug = words
        while source.slug in taken:
            number += 1
            source.slug = f"{words}-{number}"
        former = dict.fromkeys(map(slug_of, source.former_titles))
        source.former_slugs = [one for one in former if one != source.slug]
        taken |= {source.slug, *source.former_slugs}
        source.save(update_fields=["slug", "former_slugs"])


def slug_of(title):
    words = slugify(title) or "source"
    if len(words) > LONGEST:
        words = words[: LONGEST + 1].rpartition("-")[0] or words[:LONGEST]
    return words


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("stats", "0012_release_identity"),
    ]

    operations = [
        migrations.AddField(
            model_name="source",
            name="former_slugs",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.SlugField(max_length=200),
                blank=True,
                db_default=[],
                default=list,
                editable=False,
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="slug",
            field=models.CharField(default="", editable=False, max_length=200),
        ),
        migrations.RunPython(give_slugs, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="source",
            name="slug",
            field=models.SlugField(editable=False, max_length=200, unique=True),
        ),
        migrations.CreateModel(
            name="LocalActivity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start_year", models.PositiveSmallIntegerField()),
                ("fact", models.CharField(max_length=200)),
                ("value", models.DecimalField(decimal_places=3, max_digits=12)),
                ("unit", models.CharField(blank=True, max_length=60)),
                (
                    "qualifier",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "exact"),
                            ("more than", "more than"),
                            ("at least", "at least"),
                            ("fewer than", "fewer than"),
                            ("at most", "at most"),
                            ("about", "about"),
                        ],
                        db_default="",
                        default="",
                        max_length=10,
                    ),
                ),
                ("source_page", models.CharField(blank=True, max_length=120)),
                ("note", models.TextField(blank=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="activities",
                        to="stats.area",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="stats.source",
                    ),
                ),
            ],
            options={
                "ordering": ["area", "start_year", "pk"],
            },
        ),
        migrations.CreateModel(
            name="LocalActivityEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("start_year", models.PositiveSmallIntegerField()),
                ("fact", models.CharField(max_length=200)),
                ("value", models.DecimalField(decimal_places=3, max_digits=12)),
                ("unit", models.CharField(blank=True, max_length=60)),
                (
                    "qualifier",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "exact"),
                            ("more than", "more than"),
                            ("at least", "at least"),
                            ("fewer than", "fewer than"),
                            ("at most", "at most"),
                            ("about", "about"),
                        ],
                        db_default="",
                        default="",
                        max_length=10,
                    ),
                ),
                ("source_page", models.CharField(blank=True, max_length=120)),
                ("note", models.TextField(blank=True)),
                (
                    "area",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="stats.area",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="stats.localactivity",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="stats.source",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="localactivity",
            constraint=models.CheckConstraint(
                condition=models.Q(("value__gte", 0)), name="activity_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="localactivity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("qualifier__in", ["", "more than", "at least", "fewer than", "at most", "about"])
                ),
                name="activity_qualifier_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="localactivity",
            constraint=models.UniqueConstraint(
                fields=("area", "start_year", "fact", "source"), name="activity_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="localactivity",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "stats_localactivityevent" ("area_id", "fact", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualifier", "source_id", "source_page", "start_year", "unit", "value") VALUES (NEW."area_id", NEW."fact", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."qualifier", NEW."source_id", NEW."source_page", NEW."start_year", NEW."unit", NEW."value"); RETURN NULL;',
                    hash="01f506a03e25adb7d7ebbacc85693a7fe714d5ff",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1a77d",
                    table="stats_localactivity",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="localactivity",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "stats_localactivityevent" ("area_id", "fact", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualifier", "source_id", "source_page", "start_year", "unit", "value") VALUES (NEW."area_id", NEW."fact", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."qualifier", NEW."source_id", NEW."source_page", NEW."start_year", NEW."unit", NEW."value"); RETURN NULL;',
                    hash="b982f01aa5c8127f1d1c645aac6fe03a1a35f1bf",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_169c7",
                    table="stats_localactivity",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="localactivity",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "stats_localactivityevent" ("area_id", "fact", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualifier", "source_id", "source_page", "start_year", "unit", "value") VALUES (OLD."area_id", OLD."fact", OLD."id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."qualifier", OLD."source_id", OLD."source_page", OLD."start_year", OLD."unit", OLD."value"); RETURN NULL;',
                    hash="466d888c4b8ab48439cbedf63b6a51ea2d7575fa",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_00af1",
                    table="stats_localactivity",
                    when="AFTER",
                ),
            ),
        ),
    ]
