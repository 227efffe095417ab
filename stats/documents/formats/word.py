"""Word documents (.docx): paragraphs and tables in the order in which they stand."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table

from stats.documents.formats.archive import look_through
from stats.documents.formats.words import cleaned, one_a_line, raised, struck, tidy
from stats.documents.pages import Document, PageRow, Rendering
from stats.documents.problems import Where

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Text that was deleted or moved away while changes were tracked; the second copy of a text box.
_LEFT_OUT = {qn("w:del"), qn("w:moveFrom"), _FALLBACK}
_SIGNS = {qn("w:tab"): "\t", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_OFF = {"0", "false", "off"}


def read_word(data: bytes, *, where: Where) -> Document:
    if problems := look_through(data, where=where, ending=".docx").problems:
        return Document(where.file, "", "docx", "", 0, problems=problems)
    document = docx.Document(io.BytesIO(data))
    reader = _Reader(document)
    tables = tidy(reader.rows(document.element.body))
    title = cleaned(document.core_properties.title)
    if not tables:
        problem = where.problem("the document has no text", expected="text and tables, not pictures of them")
        return Document(where.file, "", "docx", title, 0, problems=(problem,))
    text = one_a_line(tables)
    both = (Rendering("tables", tables), Rendering("text", text))
    return Document(where.file, "", "docx", title, tables[-1].page, both)


class _Reader:
    """`page` is that of what is read next; 0 throughout where nothing marks the end of a page."""

    def __init__(self, document: Any) -> None:
        self.document = document
        body = document.element.body
        # Word notes where its pages ended when it last showed them; other programs mark set breaks alone.
        self.rendered = next(body.iter(qn("w:lastRenderedPageBreak")), None) is not None
        breaks = ".//w:br[@w:type='page'] | .//w:pPr/w:pageBreakBefore"
        self.page = 1 if self.rendered or body.xpath(breaks) else 0

    def rows(self, parent: Any) -> Iterator[PageRow]:
        for child in parent:
            if child.tag == qn("w:p"):
                yield from self.paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield PageRow(self.page, ())
                yield from self.table(Table(child, self.document))
                yield PageRow(self.page, ())
            elif child.tag not in _LEFT_OUT:
                yield from self.rows(child)  # a content control, or text that was put in under tracking

    def table(self, table: Table) -> Iterator[PageRow]:
        """A merged cell stands in each of its places; one over the whole table is a line by itself."""
        for row in table.rows:
            cells = row.cells
            page = self.page
            texts = {id(cell): self._cell(cell._element) for cell in dict.fromkeys(cells)}  # noqa: SLF001 - no other way
            line = [""] * row.grid_cols_before + [texts[id(cell)] for cell in cells]
            yield PageRow(page, tuple(line[:1] if len(set(map(id, cells))) == 1 else line))

    def _cell(self, cell: Any) -> str:
        return " ".join(text for row in self.rows(cell) for text in row.cells)

    def paragraph(self, paragraph: Any) -> Iterator[PageRow]:
        if (
            self.page
            and not self.rendered
            and _is_on(paragraph.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}"))
        ):
            self.page += 1
        text, boxes = "", []
        for run in _runs(paragraph):
            if self._is_hidden(run):
                continue
            for child in run.iterchildren():
                if self._ends_page(child):
                    yield from self._lines(text)
                    text = ""
                    self.page += 1
                elif child.tag == qn("w:t"):
                    text += self._changed(child.text or "", run)
                elif child.tag == qn("w:br"):
                    text += "\n"
                elif child.tag in {qn("w:footnoteReference"), qn("w:endnoteReference")}:
                    text += raised(child.get(qn("w:id"), ""))
                else:
                    text += _SIGNS.get(child.tag, "")
                    boxes += [
                        box
                        for box in child.iter(qn("w:txbxContent"))
                        if not any(above.tag == _FALLBACK for above in box.iterancestors())
                    ]
        yield from self._lines(text)
        for box in boxes:
            yield from self.rows(box)

    def _lines(self, text: str) -> Iterator[PageRow]:
        for line in text.split("\n") if text.strip() else ():
            yield PageRow(self.page, tuple(line.split("\t")))

    def _ends_page(self, element: Any) -> bool:
        if self.rendered:
            return bool(element.tag == qn("w:lastRenderedPageBreak"))
        return bool(element.tag == qn("w:br") and element.get(qn("w:type")) == "page")

    def _changed(self, text: str, run: Any) -> str:
        for settings in self._settings(run):
            height = settings.find(qn("w:vertAlign"))
            if height is not None and height.get(qn("w:val")) == "superscript":
                text = raised(text)
            if _is_on(settings.find(qn("w:strike"))) or _is_on(settings.find(qn("w:dstrike"))):
                return struck(text)
        return text

    def _is_hidden(self, run: Any) -> bool:
        return any(_is_on(settings.find(qn("w:vanish"))) for settings in self._settings(run))

    def _settings(self, run: Any) -> list[Any]:
        """The run's own settings and those of its style of characters."""
        own = run.find(qn("w:rPr"))
        if own is None:
            return []
        named = own.find(qn("w:rStyle"))
        if named is None:
            return [own]
        styles = self.document.styles.element
        of_style = styles.xpath("w:style[@w:styleId=$name]/w:rPr", name=named.get(qn("w:val")))
        return [own, *of_style]


def _runs(element: Any) -> Iterator[Any]:
    for child in element.iterchildren():
        if child.tag == qn("w:r"):
            yield child
        elif child.tag not in _LEFT_OUT:
            yield from _runs(child)


def _is_on(setting: Any) -> bool:
    return setting is not None and setting.get(qn("w:val"), "true") not in _OFF
