"""The text of a picture: what `ElementTree.tostring` writes, at a third of its cost.

A picture has up to a thousand elements and a page up to a dozen pictures. The standard library looks for
namespaces in each name and writes through a stream; here no name has a namespace, and the words and numbers
that come back again and again are escaped once.
"""

from functools import cache, lru_cache
from xml.etree.ElementTree import Element

from . import palette


def written(root: Element) -> str:
    """The element and everything in it as markup, without an XML declaration."""
    parts: list[str] = []
    _write(root, parts)
    return "".join(parts)


def _write(element: Element, parts: list[str]) -> None:
    parts.append(f"<{element.tag}")
    for name, value in element.items():
        parts.append(styled(value) if name == "class" else f' {name}="{attribute(value)}"')
    if not len(element) and not element.text:
        parts.append(" />")
    else:
        parts.append(">")
        if element.text:
            parts.append(text(element.text))
        for child in element:
            _write(child, parts)
        parts.append(f"</{element.tag}>")
    if element.tail:
        parts.append(text(element.tail))


@cache
def styled(classes: str) -> str:
    """Classes with what they look like where there is no stylesheet, as attributes of an element."""
    look: dict[str, str] = {}
    for css in classes.split():
        look |= palette.STYLES.get(css, {})
    return f' class="{classes}"' + "".join(f' {name}="{value}"' for name, value in look.items())


@lru_cache(maxsize=8192)
def attribute(value: str) -> str:
    """A value as it stands between quotation marks."""
    return (
        text(value)
        .replace('"', "&quot;")
        .replace("\r", "&#13;")
        .replace("\n", "&#10;")
        .replace("\t", "&#09;")
    )


@lru_cache(maxsize=2048)
def text(words: str) -> str:
    """Words as they stand between tags."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@lru_cache(maxsize=8192)
def coordinate(value: float) -> str:
    """A coordinate to a tenth of a unit, without a needless ".0" or "-0".

    Kept, because the marks of a point and the marks of a year share their places.
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
