"""A list of people: in the chat while it can be read there, else as a file."""

from handlers import csv_file
from handlers.context import Context
from handlers.texts import audience as texts
from handlers.texts import common
from storage.listed import Listed

LONGEST = 150
"""A list with more people than this comes as a file."""


def send(ctx: Context, title: str, name: str, people: list[Listed]) -> None:
    """Send a list below its title (HTML); `name` is that of the file without its ending."""
    if not people:
        ctx.toast(texts.NOBODY_LISTED, alert=True)
    elif len(people) <= LONGEST:
        ctx.reply("\n".join([title, *texts.people_lines(people)]))
    else:
        ctx.document(ctx.chat.id, f"{name}.csv", sheet(people), title)


def sheet(people: list[Listed]) -> bytes:
    """The list as CSV."""
    rows = (
        (each.name, common.role_name(each.role) if each.role else "", each.area, each.number or "")
        for each in people
    )
    return csv_file.table(texts.COLUMNS, rows)
