"""Figures that were stored before they knew their origin are given it, as far as drafts and corrections tell.

Apart from the change of the tables: PostgreSQL changes no table whose rows were touched twice just before.
"""

from django.db import migrations

FILE, ADMIN = 1, 2


def mark_origins(apps, schema_editor):
    """What was published from the admin, withdrawn there, or corrected by load_figures before origins were kept."""
    figures = apps.get_model("stats", "Figure").objects
    figures.filter(withdrawn=True).update(origin=ADMIN)
    for draft in apps.get_model("stats", "Draft").objects.filter(source__isnull=False):
        # A report prints some figures of the year before beside its own.
        years = (draft.start_year, draft.start_year - 1)
        figures.filter(
            report__area=draft.area_id, report__start_year__in=years, source=draft.source_id
        ).update(origin=ADMIN)
    whole = apps.get_model("stats", "Load").objects.filter(kind="whole folder", release__isnull=False)
    corrections = apps.get_model("stats", "Correction").objects.select_related("release")
    for correction in corrections.exclude(release__in=whole.values("release")):
        figures.filter(
            origin=0,
            report__area=correction.area_id,
            report__start_year=correction.start_year,
            division__name=correction.division or None,
            measure=correction.measure,
            category=correction.category,
            level=correction.level,
            source=correction.source_id,
        ).update(origin=ADMIN if correction.release.area_id else FILE)


class Migration(migrations.Migration):
    dependencies = [("stats", "0004_origin_and_addresses")]

    operations = [migrations.RunPython(mark_origins, migrations.RunPython.noop)]
