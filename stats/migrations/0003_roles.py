"""The three groups that staff are put into: Data entry, Publisher, Reference data."""

from django.db import migrations

# Permissions are otherwise made after all migrations have run; on a new database the groups come first.
CUSTOM = {
    "enter_report": "Can enter the figures of a report, in the areas given to the user",
    "publish_report": "Can enter and publish the figures of any area's report",
}
ENTERING = ("draft", ("view_draft", "add_draft", "change_draft", "enter_report"))
GROUPS = {
    "Data entry": (ENTERING,),
    "Publisher": (
        ENTERING,
        ("draft", ("publish_report",)),
        ("report", ("view_report",)),
        ("figure", ("view_figure",)),
        ("release", ("view_release",)),
        ("correction", ("view_correction",)),
        ("load", ("view_load",)),
    ),
    # Published text is never deleted by a click, so no group may delete.
    "Reference data": (
        ("area", ("view_area", "change_area")),
        ("place", ("view_place", "add_place", "change_place")),
        (
            "populationestimate",
            ("view_populationestimate", "add_populationestimate", "change_populationestimate"),
        ),
        ("source", ("view_source", "change_source")),
        ("note", ("view_note", "add_note", "change_note")),
    ),
}


def make_groups(apps, schema_editor):
    group_model = apps.get_model("auth", "Group")
    for name, rights in GROUPS.items():
        group, _ = group_model.objects.get_or_create(name=name)
        group.permissions.add(
            *(_permission(apps, model, codename) for model, codenames in rights for codename in codenames)
        )


def remove_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


def _permission(apps, model, codename):
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="stats", model=model
    )
    verb = codename.split("_")[0]
    title = apps.get_model("stats", model)._meta.verbose_name
    return apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": CUSTOM.get(codename, f"Can {verb} {title}")}
    )[0]


class Migration(migrations.Migration):
    dependencies = [
        ("stats", "0002_entering"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, remove_groups)]
