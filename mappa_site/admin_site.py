"""Signing in to the admin: a password, and a one-time code for those who have set one up or must."""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django_otp import login as remember_code
from django_otp import user_has_device
from django_otp.plugins.otp_totp.models import TOTPDevice


class CodeField(forms.CharField):
    """Six digits, with or without a space in the middle."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"autocomplete": "one-time-code", "inputmode": "numeric"}
        super().__init__(
            label=_("Code from your authenticator app"),
            max_length=10,
            widget=forms.TextInput(attrs=attributes),
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).replace(" ", "")


class SigningInForm(AdminAuthenticationForm):
    # Django's own has no bound that is checked, and failed attempts are kept by name.
    username = UsernameField(max_length=150, widget=forms.TextInput(attrs={"autofocus": True}))
    code = CodeField(required=False, help_text=_("Leave it empty if you have not set one up."))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        user = self.get_user()
        if isinstance(user, User) and user_has_device(user):
            user.otp_device = accepting_device(user, cleaned.get("code", ""))  # type: ignore[attr-defined]
        return cleaned


class CodeForm(forms.Form):
    code = CodeField()


class SafeAdminSite(AdminSite):
    site_header = _("MAPPA in numbers")
    site_title = _("MAPPA in numbers")
    index_title = _("Your desk")
    login_form = SigningInForm
    login_template = "admin/signing_in.html"

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and not lacks_code(request.user)

    def get_urls(self) -> list[URLResolver | URLPattern]:
        # The models are not there yet when this module is imported.
        from stats.admin.desk.coverage import show_coverage
        from stats.admin.desk.first_page import first_page
        from stats.admin.desk.handbook import handbook

        own = [
            path("", self.admin_view(first_page), name="index"),
            path("code/", never_cache(self.code), name="code"),
            path("coverage/", self.admin_view(show_coverage), name="coverage"),
            path("handbook/", self.admin_view(handbook), name="handbook"),
        ]
        return [*own, *super().get_urls()]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        return context | {"ways": _ways(context["available_apps"], here=request.path)}

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.method == "GET" and super().has_permission(request) and lacks_code(request.user):
            return HttpResponseRedirect(reverse("admin:code", current_app=self.name))
        return super().login(request, extra_context)

    @method_decorator(never_cache)
    def code(self, request: HttpRequest) -> HttpResponse:
        """Set up codes, or give one where the session has none yet."""
        user = request.user
        if not super().has_permission(request) or not isinstance(user, User):
            return redirect_to_login(request.path, reverse("admin:login", current_app=self.name))
        is_set_up = user_has_device(user)
        form = CodeForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                device = accepting_device(user, form.cleaned_data["code"])
            except forms.ValidationError as error:
                form.add_error("code", error)
            else:
                remember_code(request, device)
                if not is_set_up:
                    messages.success(request, _("From now on a code is asked for when you sign in."))
                return HttpResponseRedirect(reverse("admin:index", current_app=self.name))
        context = {
            # Without has_permission the page shows no way to what lies behind it.
            **self.each_context(request),
            "title": _("One-time codes"),
            "form": form,
            "is_set_up": is_set_up,
            "is_verified": _is_verified(user),
            "is_compulsory": settings.REQUIRE_CODES,
            "picture": None if is_set_up else _picture(_waiting(user).config_url),
            "secret": "" if is_set_up else _secret(_waiting(user)),
        }
        return render(request, "admin/code.html", context)


@dataclass(frozen=True, slots=True)
class Way:
    """One of the links above every page of the admin."""

    label: str
    address: str
    is_here: bool


def _ways(apps: Iterable[Mapping[str, Any]], *, here: str) -> list[Way]:
    """The rooms of the admin that the user may enter, by the models that Django's own list would show."""
    addresses = {
        f"{app['app_label']}.{model['object_name']}": model["admin_url"]
        for app in apps
        for model in app["models"]
    }
    if "stats.Area" in addresses:
        addresses["stats.Area"] = reverse("admin:app_list", args=("stats",))
    desk = reverse("admin:index")
    ways = [(_("Desk"), desk)]
    ways += [(label, addresses[model]) for model, label in _ROOMS.items() if addresses.get(model)]
    ways.append((_("Handbook"), reverse("admin:handbook")))
    # Every address begins as the desk's does, which is here for its own page alone.
    rooms = [address for _label, address in ways if address != desk and here.startswith(address)]
    nearest = max(rooms, key=len, default=here)
    return [Way(str(label), address, address == nearest) for label, address in ways]


_ROOMS = {
    "stats.Draft": _("Drafts"),
    "stats.GivenFile": _("Files"),
    "stats.Release": _("Releases"),
    "stats.Area": _("Reference data"),
}


def lacks_code(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether the session must still give a code: the user has set codes up, or everybody must have them."""
    if _is_verified(user):
        return False
    return settings.REQUIRE_CODES or user_has_device(user)


def accepting_device(user: User, code: str) -> TOTPDevice:
    """The user's device that the code is from; one that is being set up is set up by that. Raises
    ValidationError, and keeps count of wrong codes: after each the device waits twice as long before it
    listens again."""
    if not code:
        raise forms.ValidationError(_("Give the code that your authenticator app shows."), code="no_code")
    with transaction.atomic():
        devices = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=user_has_device(user))
        found = next((device for device in devices if device.verify_token(code)), None)
        if found is not None and not found.confirmed:
            found.confirmed = True
            found.save(update_fields=["confirmed"])
    if found is None:
        raise forms.ValidationError(
            _("This is not the code that is shown now. Wait a little, then give the next one."),
            code="wrong_code",
        )
    return found


def _is_verified(user: AbstractBaseUser | AnonymousUser) -> bool:
    return bool(user.is_verified())  # type: ignore[union-attr]


def _waiting(user: User) -> TOTPDevice:
    """The device that is being set up: one at a time, so that a page opened again shows the same secret."""
    device = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return device or TOTPDevice.objects.create(user=user, name=user.get_username(), confirmed=False)


def _secret(device: TOTPDevice) -> str:
    """The secret to type where there is no camera, in groups of four."""
    return " ".join(wrap(b32encode(device.bin_key).decode().rstrip("="), 4))


def _picture(address: str) -> SafeString:
    """The address as a QR code on white, in the page itself: no other host is asked, no script is needed."""
    import qrcode
    from qrcode.image.svg import SvgPathFillImage

    drawn = qrcode.make(address, image_factory=SvgPathFillImage, border=4)
    svg: str = drawn.to_string(encoding="unicode")
    return mark_safe(svg)  # noqa: S308 - squares, and nothing that anybody typed
