from django.contrib.admin.apps import AdminConfig


class SafeAdminConfig(AdminConfig):
    default_site = "mappa_site.admin_site.SafeAdminSite"
