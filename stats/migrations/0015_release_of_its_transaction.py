"""A release has the time of its transaction, as the states of figures that it publishes have."""

import django.contrib.postgres.functions
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stats", "0014_past_releases"),
    ]

    operations = [
        migrations.AlterField(
            model_name="release",
            name="made_at",
            field=models.DateTimeField(
                db_default=django.contrib.postgres.functions.TransactionNow(), editable=False
            ),
        ),
    ]
