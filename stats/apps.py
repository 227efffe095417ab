from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class StatsConfig(AppConfig):
    name = "stats"
    verbose_name = "MAPPA statistics"

    def ready(self) -> None:
        from stats.models import at_release

        pre_migrate.connect(at_release.drop_views, sender=self)
        post_migrate.connect(at_release.make_views, sender=self)
