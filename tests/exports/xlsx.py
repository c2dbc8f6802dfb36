"""Workbooks as a spreadsheet writes them, made with a zip archive and a few lines of XML."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

Cell = str | int | float | bool | date | None
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    f'<styleSheet xmlns="{MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="[$-409]d\\-mmm\\-yy;@"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="4"/></cellXfs></styleSheet>'
)
EPOCH = date(1899, 12, 30).toordinal()


def workbook(
    sheets: Mapping[str, Sequence[Sequence[Cell]]],
    *,
    shared: bool = True,
    extra: Mapping[str, str] | None = None,
) -> bytes:
    """A workbook of these sheets; texts are `shared`, or in their cells; `extra` parts replace others."""
    texts: list[str] = []
    parts = {"xl/styles.xml": STYLES}
    targets = [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    names = []
    for number, (title, rows) in enumerate(sheets.items(), start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(rows, texts if shared else None)
        names.append(f'<sheet name={quoteattr(title)} sheetId="{number}" r:id="rId{number + 2}"/>')
        targets.append(("worksheet", f"/xl/worksheets/sheet{number}.xml"))
    links = [
        f'<Relationship Id="rId{number}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    ]
    items = "".join(f"<si><t xml:space='preserve'>{escape(text)}</t></si>" for text in texts)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{items}</sst>'
    parts["xl/_rels/workbook.xml.rels"] = f"<Relationships>{''.join(links)}</Relationships>"
    spaces, listed = f'xmlns="{MAIN}" xmlns:r="{LINKS}"', "".join(names)
    parts["xl/workbook.xml"] = f"<workbook {spaces}><workbookPr/><sheets>{listed}</sheets></workbook>"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts | dict(extra or {})).items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)  # of no day
    return made.getvalue()


def _sheet(rows: Sequence[Sequence[Cell]], texts: list[str] | None) -> str:
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = [
            _cell(f"{chr(65 + at)}{number}", cell, texts) for at, cell in enumerate(row) if cell is not None
        ]
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def _cell(place: str, cell: Cell, texts: list[str] | None) -> str:
    if isinstance(cell, bool):
        return f'<c r="{place}" t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, date):
        return f'<c r="{place}" s="1"><v>{cell.toordinal() - EPOCH}</v></c>'
    if isinstance(cell, int | float):
        return f'<c r="{place}" s="2"><v>{cell!r}</v></c>'
    if texts is None:
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(cell or "")}</t></is></c>'
    texts.append(cell or "")
    return f'<c r="{place}" t="s"><v>{len(texts) - 1}</v></c>'
