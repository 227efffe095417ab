"""Whole addresses for what is cited and embedded: they begin with the host that was asked."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from stats.presentation.components.frames import Embed, FrameForm, first_form, form_path, framed
from stats.presentation.components.share import EmbedCode, Share, citation
from stats.views.caching import release_number, release_shown


def sharing(
    request: HttpRequest,
    title: str,
    *,
    description: str,
    path: str,
    embeds: Iterable[Embed] = (),
    picture: str = "",
) -> Share:
    """`path` is the page's permanent one; `embeds` are pages made to be framed."""
    cited = request.build_absolute_uri(_at(release_number(request), path))
    return Share(
        title=title,
        description=description,
        address=request.build_absolute_uri(path),
        cite=citation(title, address=cited, release=release_shown(request)),
        embeds=tuple(_code(request, one) for one in embeds),
        picture=address_of(request, picture) if picture else "",
    )


def _code(request: HttpRequest, embed: Embed) -> EmbedCode:
    found, address = embed.found, address_of(request, embed.path)
    if getattr(request, "is_frozen", False):
        # Hosts of files drop a query, and would show the full form.
        return EmbedCode(found.title, framed(found, form=FrameForm.FULL, address=address))
    form = first_form(found)
    html = framed(found, form=form, address=address_of(request, form_path(embed.path, form=form)))
    oembed = request.build_absolute_uri(reverse("oembed"))
    return EmbedCode(
        found.title,
        html,
        f"{reverse('embed-forms')}?{urlencode({'of': _at(request.GET.get('release'), embed.path)})}",
        f"{oembed}?{urlencode({'url': address, 'format': 'json'})}",
    )


def address_of(request: HttpRequest, path: str) -> str:
    """The whole address of a page of this site: at the release that the request asks for, if it does."""
    return request.build_absolute_uri(_at(request.GET.get("release"), path))


def _at(release: object, path: str) -> str:
    if not release:
        return path
    return f"{path}{'&' if '?' in path else '?'}{urlencode({'release': release})}"
