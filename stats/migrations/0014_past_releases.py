"""What notes, populations, sources and areas were at each release is kept as well, from now on."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
import stats.models.source
from django.db import migrations, models
from django.utils import timezone


TRACKED = ("Area", "Source", "Report", "Note", "PopulationEstimate")


def begin_history(apps, schema_editor):
    """What is there now is taken to have been so from the first release on: what it was before nobody kept.

    A note that was published with a report begins with that report's release.
    """
    Release = apps.get_model("stats", "Release")
    made = dict(Release.objects.values_list("number", "made_at"))
    first = min(made.values(), default=timezone.now())
    for name in TRACKED:
        model, event = apps.get_model("stats", name), apps.get_model("stats", f"{name}Event")
        columns = [field.attname for field in model._meta.concrete_fields]
        rows = model.objects.order_by("pk").values(*columns)
        event.objects.bulk_create(
            [event(pgh_label="insert", pgh_obj_id=row["id"], **row) for row in rows], batch_size=1000
        )
        event.objects.update(pgh_created_at=first)  # which creating it would have set to this moment
    notes = apps.get_model("stats", "NoteEvent").objects
    for number, made_at in made.items():
        notes.filter(release_id=number).update(pgh_created_at=made_at)


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("stats", "0013_sources_and_local_activity"),
    ]

    operations = [
        migrations.CreateModel(
            name="AreaEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("slug", models.SlugField(db_index=False, max_length=120)),
                (
                    "former_slugs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SlugField(max_length=120),
                        blank=True,
                        db_default=[],
                        default=list,
                        editable=False,
                        size=None,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("nation", "England and Wales"),
                            ("area", "MAPPA area"),
                            ("division", "division"),
                        ],
                        max_length=8,
                    ),
                ),
                ("police_force", models.CharField(blank=True, max_length=160)),
                (
                    "gss_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=9), blank=True, default=list, size=None
                    ),
                ),
                ("country", models.CharField(blank=True, max_length=20)),
                ("region", models.CharField(blank=True, max_length=40)),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), blank=True, default=list, size=None
                    ),
                ),
                ("tile_abbr", models.CharField(blank=True, max_length=4, verbose_name="tile-map short form")),
                ("tile_column", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("tile_row", models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NoteEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("division", models.CharField(blank=True, max_length=120)),
                ("start_year", models.PositiveSmallIntegerField()),
                ("measure", models.CharField(max_length=40)),
                ("category", models.CharField(blank=True, max_length=5)),
                ("level", models.CharField(blank=True, max_length=5)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("explained_difference", "explained difference"),
                            ("base", "population behind a rate"),
                            ("inferred", "inferred"),
                            ("definition", "counts something slightly different"),
                            ("unusual", "unusual, as published"),
                            ("not_of_its_year", "probably not of its year, so not compared"),
                            ("secondhand", "second-hand"),
                        ],
                        max_length=24,
                    ),
                ),
                ("text", models.TextField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PopulationEstimateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("mid_year", models.PositiveSmallIntegerField()),
                (
                    "age_band",
                    models.CharField(
                        choices=[("all", "all ages"), ("10+", "aged ten and over")], max_length=3
                    ),
                ),
                ("persons", models.PositiveIntegerField()),
                (
                    "vintage",
                    models.CharField(help_text="Which release; “estimate” if it is our own.", max_length=80),
                ),
                ("source", models.CharField(max_length=300)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReportEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "start_year",
                    models.PositiveSmallIntegerField(
                        verbose_name="first calendar year of the reporting year"
                    ),
                ),
                (
                    "divisions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        db_default=[],
                        default=list,
                        editable=False,
                        size=None,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("changed_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SourceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("kind", models.CharField(choices=stats.models.source.source_kind_choices, max_length=24)),
                ("title", models.CharField(max_length=300)),
                ("publisher", models.CharField(blank=True, max_length=200)),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="link")),
                ("published", models.CharField(blank=True, max_length=10, verbose_name="date published")),
                ("read", models.CharField(blank=True, max_length=10, verbose_name="date read")),
                ("note", models.TextField(blank=True)),
                (
                    "standing",
                    models.CharField(
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
                (
                    "former_titles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300),
                        blank=True,
                        db_default=[],
                        default=list,
                        editable=False,
                        size=None,
                    ),
                ),
                ("slug", models.SlugField(db_index=False, editable=False, max_length=200)),
                (
                    "former_slugs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SlugField(max_length=200),
                        blank=True,
                        db_default=[],
                        default=list,
                        editable=False,
                        size=None,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="area",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "stats_areaevent" ("aliases", "country", "former_slugs", "gss_codes", "id", "kind", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "police_force", "region", "slug", "tile_abbr", "tile_column", "tile_row") VALUES (NEW."aliases", NEW."country", NEW."former_slugs", NEW."gss_codes", NEW."id", NEW."kind", NEW."name", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."police_force", NEW."region", NEW."slug", NEW."tile_abbr", NEW."tile_column", NEW."tile_row"); RETURN NULL;',
                    hash="faf089a2fd1433a0bb39aab800314d536aa72555",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_41ef5",
                    table="stats_area",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="area",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "stats_areaevent" ("aliases", "country", "former_slugs", "gss_codes", "id", "kind", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "police_force", "region", "slug", "tile_abbr", "tile_column", "tile_row") VALUES (NEW."aliases", NEW."country", NEW."former_slugs", NEW."gss_codes", NEW."id", NEW."kind", NEW."name", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."police_force", NEW."region", NEW."slug", NEW."tile_abbr", NEW."tile_column", NEW."tile_row"); RETURN NULL;',
                    hash="66c539172a7a9adbe1028a0b8d98c092296ad64a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e5726",
                    table="stats_area",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="area",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "stats_areaevent" ("aliases", "country", "former_slugs", "gss_codes", "id", "kind", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "police_force", "region", "slug", "tile_abbr", "tile_column", "tile_row") VALUES (OLD."aliases", OLD."country", OLD."former_slugs", OLD."gss_codes", OLD."id", OLD."kind", OLD."name", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."police_force", OLD."region", OLD."slug", OLD."tile_abbr", OLD."tile_column", OLD."tile_row"); RETURN NULL;',
                    hash="692e5d7bdf3bc4e0a4ed954465d31c6a524bb676",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_28031",
                    table="stats_area",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="note",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "stats_noteevent" ("area_id", "category", "division", "id", "kind", "level", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "release_id", "source_id", "start_year", "text") VALUES (NEW."area_id", NEW."category", NEW."division", NEW."id", NEW."kind", NEW."level", NEW."measure", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."release_id", NEW."source_id", NEW."start_year", NEW."text"); RETURN NULL;',
                    hash="a462bfdd9b855f557b0db2f355d56064e6ce4fd7",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f1e66",
                    table="stats_note",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="note",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "stats_noteevent" ("area_id", "category", "division", "id", "kind", "level", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "release_id", "source_id", "start_year", "text") VALUES (NEW."area_id", NEW."category", NEW."division", NEW."id", NEW."kind", NEW."level", NEW."measure", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."release_id", NEW."source_id", NEW."start_year", NEW."text"); RETURN NULL;',
                    hash="b46bb45ff57a5e3b7b19d0267dfe885a0d474b01",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fecfd",
                    table="stats_note",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="note",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "stats_noteevent" ("area_id", "category", "division", "id", "kind", "level", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "release_id", "source_id", "start_year", "text") VALUES (OLD."area_id", OLD."category", OLD."division", OLD."id", OLD."kind", OLD."level", OLD."measure", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."release_id", OLD."source_id", OLD."start_year", OLD."text"); RETURN NULL;',
                    hash="7a384c690f326d4d298f50733a24857ec8da4867",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_50423",
                    table="stats_note",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="populationestimate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "stats_populationestimateevent" ("age_band", "area_id", "id", "mid_year", "persons", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "vintage") VALUES (NEW."age_band", NEW."area_id", NEW."id", NEW."mid_year", NEW."persons", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."vintage"); RETURN NULL;',
                    hash="8d1a7f3973da924db03da341045172e2647f6943",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b4e1b",
                    table="stats_populationestimate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="populationestimate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "stats_populationestimateevent" ("age_band", "area_id", "id", "mid_year", "persons", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "vintage") VALUES (NEW."age_band", NEW."area_id", NEW."id", NEW."mid_year", NEW."persons", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."vintage"); RETURN NULL;',
                    hash="6dd7ae578f24245b43b24ccfad44af4bbec26ca6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7dea5",
                    table="stats_populationestimate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="populationestimate",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "stats_populationestimateevent" ("age_band", "area_id", "id", "mid_year", "persons", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "vintage") VALUES (OLD."age_band", OLD."area_id", OLD."id", OLD."mid_year", OLD."persons", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."vintage"); RETURN NULL;',
                    hash="e9694503bfe54d9e167243706499004d099e8303",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9185a",
                    table="stats_populationestimate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "stats_reportevent" ("area_id", "changed_at", "created_at", "divisions", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "start_year") VALUES (NEW."area_id", NEW."changed_at", NEW."created_at", NEW."divisions", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."start_year"); RETURN NULL;',
                    hash="19eb01705a072c25f481dca60433e2a2d3148760",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d7c4d",
                    table="stats_report",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "stats_reportevent" ("area_id", "changed_at", "created_at", "divisions", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "start_year") VALUES (NEW."area_id", NEW."changed_at", NEW."created_at", NEW."divisions", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."start_year"); RETURN NULL;',
                    hash="a5bae8c884b7ffd302f53e078b3b14fab5e97df0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9e878",
                    table="stats_report",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "stats_reportevent" ("area_id", "changed_at", "created_at", "divisions", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "start_year") VALUES (OLD."area_id", OLD."changed_at", OLD."created_at", OLD."divisions", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."start_year"); RETURN NULL;',
                    hash="55ca9bca5e05afd8a03b5277c7782ccea19a0dd0",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_730ee",
                    table="stats_report",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "stats_sourceevent" ("former_slugs", "former_titles", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "publisher", "read", "slug", "standing", "title", "url") VALUES (NEW."former_slugs", NEW."former_titles", NEW."id", NEW."kind", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published", NEW."publisher", NEW."read", NEW."slug", NEW."standing", NEW."title", NEW."url"); RETURN NULL;',
                    hash="b567a2f90ca014df495f14e08a814ae1f468c2d3",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3489c",
                    table="stats_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "stats_sourceevent" ("former_slugs", "former_titles", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "publisher", "read", "slug", "standing", "title", "url") VALUES (NEW."former_slugs", NEW."former_titles", NEW."id", NEW."kind", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published", NEW."publisher", NEW."read", NEW."slug", NEW."standing", NEW."title", NEW."url"); RETURN NULL;',
                    hash="72f789be35b5863663fc60f6eaf7b5a41c05c1a2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_91784",
                    table="stats_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "stats_sourceevent" ("former_slugs", "former_titles", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "publisher", "read", "slug", "standing", "title", "url") VALUES (OLD."former_slugs", OLD."former_titles", OLD."id", OLD."kind", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published", OLD."publisher", OLD."read", OLD."slug", OLD."standing", OLD."title", OLD."url"); RETURN NULL;',
                    hash="69b447e4158ef79713cf6a53efc5cd97d61eb71d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c9c39",
                    table="stats_source",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="areaevent",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="stats.area",
            ),
        ),
        migrations.AddField(
            model_name="areaevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="areaevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="stats.area",
            ),
        ),
        migrations.AddField(
            model_name="noteevent",
            name="area",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="stats.area",
            ),
        ),
        migrations.AddField(
            model_name="noteevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="noteevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="stats.note",
            ),
        ),
        migrations.AddField(
            model_name="noteevent",
            name="release",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="stats.release",
            ),
        ),
        migrations.AddField(
            model_name="noteevent",
            name="source",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="stats.source",
            ),
        ),
        migrations.AddField(
            model_name="populationestimateevent",
            name="area",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="stats.area",
            ),
        ),
        migrations.AddField(
            model_name="populationestimateevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="populationestimateevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="stats.populationestimate",
            ),
        ),
        migrations.AddField(
            model_name="reportevent",
            name="area",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="stats.area",
            ),
        ),
        migrations.AddField(
            model_name="reportevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="reportevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="stats.report",
            ),
        ),
        migrations.AddField(
            model_name="sourceevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="sourceevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="stats.source",
            ),
        ),
        migrations.RunPython(begin_history, migrations.RunPython.noop),
    ]
