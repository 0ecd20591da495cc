"""Cards on paper: two A5 cards to an A4 page, large letters, a line to cut along. Pure."""

import io
import unicodedata
from collections.abc import Sequence
from html import escape as esc

import segno
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepInFrame, Paragraph

from handlers.cards.card import Card
from handlers.texts import cards as texts

WIDTH, HEIGHT = A4[0], A4[1] / 2
"""One card, in points (1/72 inch)."""
MARGIN = 30
BELOW = 20
"""Printers leave the last 5 mm of a page white."""
QR = 128
COLUMN = 162
GAP = 20
SIZES = (11.5, 11.0, 10.5, 10.0, 9.5)
"""Of the numbers to phone: nothing smaller is read by old eyes."""
FONT, BOLD = "Vera", "VeraBd"
"""Bitstream Vera comes with reportlab, may be embedded freely, and has wide, open letters."""


def render(cards: Sequence[Card], title: str) -> bytes:
    """The PDF; without dates or chance in it, so that it is known by its bytes."""
    _load_fonts()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, pageCompression=1)
    canvas.setTitle(_drawable(title))
    for index, card in enumerate(cards):
        upper = index % 2 == 0
        _draw(canvas, card, HEIGHT if upper else 0)
        if upper:
            _cut_line(canvas)
        if not upper or index == len(cards) - 1:
            canvas.showPage()
    canvas.save()
    return out.getvalue()


def _load_fonts() -> None:
    pdfmetrics.registerFont(TTFont(FONT, "Vera.ttf"))
    pdfmetrics.registerFont(TTFont(BOLD, "VeraBd.ttf"))
    pdfmetrics.registerFontFamily(FONT, normal=FONT, bold=BOLD, italic=FONT, boldItalic=BOLD)


def _drawable(text: str) -> str:
    """The text in letters the font has: others lose their marks, or go, rather than show a box."""
    font = pdfmetrics.getFont(FONT)
    assert isinstance(font, TTFont)
    known = font.face.charToGlyph
    plain = "".join(
        c if ord(c) in known else unicodedata.normalize("NFKD", c)
        for c in unicodedata.normalize("NFC", text)
    )
    return "".join(c for c in plain if ord(c) in known)


# ── One card ─────────────────────────────────────────────────────────────────────────────────
def _draw(canvas: Canvas, card: Card, bottom: float) -> None:
    top = bottom + HEIGHT - MARGIN
    under_title = _title(canvas, card, top)
    box = _emergency(canvas, card, bottom + BELOW + 30)
    _foot(canvas, bottom + BELOW)
    _door(canvas, card, under_title - 12, under_title - 12 - box - 6)
    left = MARGIN + COLUMN + GAP
    _put(canvas, _how_to_report(card), left, under_title - 12,
         WIDTH - MARGIN - left, under_title - 12 - box - 8)  # fmt: skip


def _title(canvas: Canvas, card: Card, top: float) -> float:
    """TPS and place in the largest letters; gives the height of the line below."""
    width = pdfmetrics.stringWidth(card.title, BOLD, 42)
    canvas.setFont(BOLD, 42)
    canvas.drawString(MARGIN, top - 36, card.title)
    left = MARGIN + width + 18
    lines = [Paragraph(f"<b>{_safe(card.village)}</b>", _style(19)),
             Paragraph(_safe(card.above), _style(10.5))]  # fmt: skip
    if card.address:
        lines.append(Paragraph(_safe(card.address), _style(10.5)))
    _put(canvas, lines, left, top + 2, WIDTH - MARGIN - left, 54)
    canvas.setLineWidth(1.5)
    canvas.line(MARGIN, top - 56, WIDTH - MARGIN, top - 56)
    return top - 56


def _door(canvas: Canvas, card: Card, top: float, height: float) -> None:
    """The QR with its words below."""
    _qr(canvas, card.link, MARGIN + (COLUMN - QR) / 2, top - QR)
    words: list[Flowable] = [
        Paragraph(f"<b>{_safe(texts.SCAN)}</b>", _style(12, centred=True)),
        Paragraph(f"<b>{_safe(card.bot)}</b>", _style(11, centred=True)),
        Paragraph(_safe(texts.HOW_TO_SCAN), _style(9, centred=True)),
    ]
    _put(canvas, words, MARGIN, top - QR - 5, COLUMN, height - QR - 5)


def _qr(canvas: Canvas, address: str, left: float, bottom: float) -> None:
    """Squares as vectors: sharp at any printer's resolution. The page around is the quiet zone."""
    matrix = [bytes(row) for row in segno.make(address, error="q", micro=False).matrix]
    side = QR / len(matrix)
    path = canvas.beginPath()
    for y, row in enumerate(matrix):
        for x, length in _runs(row):
            path.rect(left + x * side, bottom + QR - (y + 1) * side, length * side, side * 1.01)
    canvas.drawPath(path, stroke=0, fill=1)


def _runs(row: bytes) -> list[tuple[int, int]]:
    """Where dark runs begin and how long they are."""
    found: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if not dark:
            continue
        if found and sum(found[-1]) == x:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((x, 1))
    return found


def _how_to_report(card: Card) -> list[Flowable]:
    heading: list[Flowable] = [Paragraph(f"<b>{_safe(texts.TYPE)}</b>", _style(15, after=6))]
    return [*heading, *(Paragraph(_drawable(each), _style(13, after=6)) for each in card.reports)]


def _emergency(canvas: Canvas, card: Card, bottom: float) -> float:
    """A framed box with the numbers to phone first; gives the height of its upper edge."""
    rows = -(-len(card.contacts) // 2)
    height = 34 + 17 * rows
    canvas.setLineWidth(2)
    canvas.roundRect(MARGIN, bottom, WIDTH - 2 * MARGIN, height, 6)
    short = texts.listed([f"{name} {phone}" for name, phone in card.short])
    line = Paragraph(f"<b>{_safe(texts.PHONE)}</b>&nbsp; <b>{_safe(short)}</b>", _style(14.5))
    inside = WIDTH - 2 * MARGIN - 20
    _put(canvas, [line], MARGIN + 10, bottom + height - 6, inside, 22)
    for index, (name, phone) in enumerate(card.contacts):
        left = MARGIN + 10 + (index % 2) * (inside / 2 + 5)
        _contact(canvas, name, phone, left, bottom + height - 41 - 17 * (index // 2), inside / 2)
    return bottom + height


def _contact(canvas: Canvas, name: str, phone: str, left: float, line: float, width: float) -> None:
    """A name and its number on one line: smaller if need be, then the name cut, never the number.

    `line` is the height on which the letters stand.
    """
    name, phone = _drawable(name), _drawable(phone)
    size = next((s for s in SIZES if _long(name, phone, s) <= width - 8), SIZES[-1])
    while name and _long(name, phone, size) > width - 8:
        name = f"{name[:-2].rstrip()}…" if len(name) > 2 else ""
    canvas.setFont(FONT, size)
    canvas.drawString(left, line, name)
    canvas.setFont(BOLD, size)
    canvas.drawString(left + pdfmetrics.stringWidth(f"{name} ", FONT, size), line, phone)


def _long(name: str, phone: str, size: float) -> float:
    words = pdfmetrics.stringWidth(f"{name} ", FONT, size)
    return words + pdfmetrics.stringWidth(phone, BOLD, size)


def _foot(canvas: Canvas, bottom: float) -> None:
    words = [Paragraph(_safe(each), _style(9.5, centred=True)) for each in texts.FOOT]
    _put(canvas, words, MARGIN, bottom + 25, WIDTH - 2 * MARGIN, 25)


def _cut_line(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.setLineWidth(0.7)
    canvas.setDash(5, 4)
    canvas.line(0, HEIGHT, WIDTH, HEIGHT)
    canvas.setFont(FONT, 6.5)
    canvas.drawString(MARGIN, HEIGHT + 2.5, _drawable(texts.CUT))
    canvas.restoreState()


# ── Words ────────────────────────────────────────────────────────────────────────────────────
def _put(
    canvas: Canvas, words: Sequence[Flowable], left: float, top: float, width: float, height: float
) -> None:
    """Set words below `top`; what would not fit is made smaller as a whole."""
    frame = KeepInFrame(width, height, list(words), mode="shrink")
    _, used = frame.wrapOn(canvas, width, height)
    frame.drawOn(canvas, left, top - used)


def _style(size: float, *, after: float = 0, centred: bool = False) -> ParagraphStyle:
    style = ParagraphStyle(
        "card", fontName=FONT, fontSize=size, leading=size * 1.22, spaceAfter=after
    )
    if centred:
        style.alignment = TA_CENTER
    return style


def _safe(text: str) -> str:
    """Words of the roster as they go into a paragraph."""
    return esc(_drawable(text), quote=False)
