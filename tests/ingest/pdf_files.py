"""PDFs of real form, drawn with reportlab: what a mairie's office suite produces, with invented names and amounts."""

import io
from collections.abc import Sequence

from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=13.5, spaceAfter=8)
JUSTIFIED = ParagraphStyle("justified", parent=BODY, alignment=TA_JUSTIFY)
HEADING = ParagraphStyle("heading", parent=BODY, fontName="Times-Bold", fontSize=16, leading=20)


def drawn_pdf(pages: Sequence[Sequence[str]], **canvas_options: object) -> bytes:
    """Each page a list of lines, drawn one under the other from the top."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, **canvas_options)
    for lines in pages:
        canvas.setFont("Times-Roman", 11)
        for index, line in enumerate(lines):
            canvas.drawString(70, 780 - 13.5 * index, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def tagged(data: bytes, *, title: str = "Compte rendu", language: str = "fr-FR", is_marked: bool = True) -> bytes:
    """The same file with what a screen reader asks for: marks and a tree, a title, a language."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    root = writer.root_object
    if is_marked:
        root[NameObject("/MarkInfo")] = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
        tree = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
        root[NameObject("/StructTreeRoot")] = writer._add_object(tree)
    if language:
        root[NameObject("/Lang")] = TextStringObject(language)
    writer.add_metadata({"/Title": title})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def encrypted_pdf(password: str) -> bytes:
    """A protected PDF; with an empty password anyone may open it."""
    protection = StandardEncryption(userPassword=password, ownerPassword="maitre")
    return drawn_pdf([["Le tarif de la salle est de 120 euros pour la journée."]], encrypt=protection)


def image_pdf(page_count: int, text_pages: Sequence[int] = ()) -> bytes:
    """Pages that are pictures, as a scanner makes them; ``text_pages`` (from 1) have text instead."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    picture = ImageReader(Image.new("L", (40, 60), 200))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for number in range(1, page_count + 1):
        if number in text_pages:
            canvas.drawString(70, 700, "La bibliothèque ouvre le mercredi de 14 heures à 18 heures.")
        else:
            canvas.drawImage(picture, 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def flowing_pdf(paragraphs: Sequence[tuple[str, ParagraphStyle]], title: str | None = None) -> bytes:
    """Paragraphs set by reportlab, with its own line breaks."""
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, title=title).build([Paragraph(text, style) for text, style in paragraphs])
    return out.getvalue()


def table_pdf(rows: Sequence[Sequence[str]], ruled: bool, before: str = "") -> bytes:
    """A table with or without rules, after a paragraph."""
    table = Table([list(row) for row in rows], colWidths=[200] + [90] * (len(rows[0]) - 1))
    if ruled:
        table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
    out = io.BytesIO()
    parts = [Paragraph(before, BODY)] if before else []
    SimpleDocTemplate(out, pagesize=A4).build([*parts, table])
    return out.getvalue()


def sideways_pdf(label: str, lines: Sequence[str], rotation: int = 0) -> bytes:
    """Lines across the page and a label set up its margin; ``rotation`` turns the whole page."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setPageRotation(rotation)
    canvas.setFont("Times-Roman", 11)
    if rotation == 90:
        canvas.translate(595, 0)
        canvas.rotate(90)
    for index, line in enumerate(lines):
        canvas.drawString(70, 560 - 13.5 * index, line)
    canvas.rotate(90)
    canvas.drawString(430, -50, label)
    canvas.save()
    return out.getvalue()


def two_column_pdf(left: Sequence[str], right: Sequence[str]) -> bytes:
    """Two columns of prose under a full-width line, drawn line by line across the page."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont("Times-Roman", 10)
    canvas.drawString(
        50, 790, "Bulletin de la commune : une ligne qui traverse toute la largeur de la page, comme un titre."
    )
    for index in range(max(len(left), len(right))):
        for texts, x in ((left, 50), (right, 310)):
            if index < len(texts):
                canvas.drawString(x, 760 - 12 * index, texts[index])
    canvas.save()
    return out.getvalue()


def styled_table_pdf(
    rows: Sequence[Sequence[str]],
    style: Sequence[tuple[object, ...]] = (),
    before: str = "",
    repeat: int = 0,
) -> bytes:
    """A ruled table with reportlab's own style commands, merged cells among them; wrapped cells hold line ends.

    ``repeat`` rows are set again at the top of each page.
    """
    grid = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
    table = Table([list(row) for row in rows], repeatRows=repeat)
    table.setStyle(TableStyle([grid, *style]))
    out = io.BytesIO()
    parts = [Paragraph(before, BODY)] if before else []
    SimpleDocTemplate(out, pagesize=A4).build([*parts, table])
    return out.getvalue()


def tables_side_by_side_pdf(tables: Sequence[tuple[str, Sequence[Sequence[str]]]]) -> bytes:
    """Ruled tables of one height beside one another, each under its own title."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for number, (title, rows) in enumerate(tables):
        left = 60 + 250 * number
        canvas.setFont("Times-Bold", 11)
        canvas.drawString(left, 700, title)
        table = Table([list(row) for row in rows], colWidths=[130, 80], rowHeights=18)
        table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
        table.wrapOn(canvas, 300, 300)
        table.drawOn(canvas, left, 690 - 18 * len(rows))
    canvas.save()
    return out.getvalue()


def placed_pdf(texts: Sequence[tuple[float, float, str]], size: float = 10) -> bytes:
    """Texts drawn in the order given, each at (points from the left, points from the top)."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont("Times-Roman", size)
    for left, top, text in texts:
        canvas.drawString(left, 842 - top, text)
    canvas.save()
    return out.getvalue()


def unmapped_pdf(lines: Sequence[str], font: str) -> bytes:
    """Lines whose codes are glyph numbers, 29 under those of their letters, as programs that cut fonts down write them.

    ``font`` is « cid » (a composite font without a map to Unicode), « names » (a simple one whose glyphs are called
    « g7 »…) or « plain », where nothing in the dictionary says so.
    """
    codes = [bytes(max(ord(c) - 29, 3) if c.isascii() else 3 for c in line) for line in lines]
    wide = [code.hex() if font != "cid" else "".join(f"{n:04x}" for n in code) for code in codes]
    text = "BT /F1 11 Tf 15 TL 60 780 Td " + " ".join(f"<{line}> Tj T*" for line in wide) + " ET"
    names = " ".join(f"/g{n}" for n in range(3, 100))
    fonts = {
        "cid": "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Cambria /Encoding /Identity-H /ToUnicode null "
        "/DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Cambria /CIDToGIDMap /Identity "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 600 >>] >>",
        "names": "<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+Cambria /Encoding << /Differences "
        f"[3 {names}] >> /FirstChar 3 /LastChar 99 /Widths [{'600 ' * 97}] "
        "/FontDescriptor << /Type /FontDescriptor /FontName /ABCDEF+Cambria /Flags 4 /FontBBox [0 -200 800 800] "
        "/Ascent 800 /Descent -200 /CapHeight 700 /ItalicAngle 0 /StemV 80 >> >>",
        "plain": "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        fonts[font],
    ]
    body = "%PDF-1.4\n" + "".join(f"{n} 0 obj\n{o}\nendobj\n" for n, o in enumerate(objects, 1))
    return (body + "trailer\n<< /Root 1 0 R /Size 6 >>\nstartxref\n0\n%%EOF").encode("latin-1")
