"""The command line `siaga`: arguments in, one clear line and an exit code out.

Exit codes: 0 good, 1 found something wrong, 2 unusable arguments or settings. Each command
imports what it needs when it runs, so that `siaga --help` and `siaga check` start at once.
"""

import asyncio
import gc
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from bot.cli import misuse
from bot.cli.outcome import Exit, Problem, explain
from bot.settings import Settings
from handlers.texts import cli as texts
from handlers.texts import cli_verify

app = typer.Typer(
    help=texts.HELP,
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.command(help=texts.RUN)
def run() -> None:
    """Run the bot."""
    gc.disable()  # until all is imported: a tenth of the start was looking for garbage
    from bot.cli import running

    running.run(Settings.load())


@app.command(help=texts.DEMO)
def demo(
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help=texts.DEMO_PORT, show_default=False)
    ] = None,
    morning: Annotated[bool, typer.Option("--pagi", help=texts.DEMO_MORNING)] = False,
    pace: Annotated[
        float | None,
        typer.Option("--kecepatan", min=1, max=60, help=texts.DEMO_PACE, show_default=False),
    ] = None,
) -> None:
    """Play with a sample city, or watch its morning."""
    if morning:
        from bot import demo_morning

        demo_morning.demo(port, pace)
        return
    if pace is not None:
        raise Problem(texts.DEMO_PACE_ALONE, Exit.UNUSABLE)
    from bot import demo as playing

    playing.demo(port)


@app.command("import", help=texts.IMPORT)
def import_(
    file: Annotated[Path, typer.Argument(help=texts.IMPORT_FILE)],
    check: Annotated[bool, typer.Option("--check", help=texts.IMPORT_CHECK)] = False,
    remove: Annotated[
        int | None, typer.Option(help=texts.IMPORT_REMOVE, show_default=False)
    ] = None,
    revive: Annotated[
        int | None, typer.Option(help=texts.IMPORT_REVIVE, show_default=False)
    ] = None,
) -> int:
    """Take a roster over."""
    from bot.cli import importing

    settings, wish = Settings.load(), importing.Wish(remove, revive)
    planned = importing.import_roster(settings.database_path, file, wish, check_only=check)
    for line in importing.told(planned, settings.timezone, wish, check_only=check):
        typer.echo(line)
    for fault in planned.faults:
        typer.echo(importing.told_fault(fault), err=True)
    return Exit.WRONG if planned.faults else Exit.GOOD


@app.command(help=texts.BACKUP)
def backup(
    file: Annotated[Path | None, typer.Argument(help=texts.BACKUP_FILE, show_default=False)] = None,
) -> None:
    """Copy the database."""
    from bot.cli import copies

    settings = Settings.load()
    now = datetime.now(settings.timezone)
    target = copies.backup(settings.database_path, file, settings.backup_dir, now)
    typer.echo(texts.backed_up(target, target.stat().st_size // 1024))


@app.command(help=texts.RESTORE)
def restore(file: Annotated[Path, typer.Argument(help=texts.RESTORE_FILE)]) -> None:
    """Put a copy in the database's place."""
    from bot.cli import copies

    settings = Settings.load()
    aside = copies.restore(file, settings.database_path, datetime.now(settings.timezone))
    typer.echo(texts.restored(file, aside))


@app.command(help=texts.EXPORT)
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=texts.EXPORT_DIR)],
    confidential: Annotated[
        bool, typer.Option("--confidential", help=texts.EXPORT_CONFIDENTIAL)
    ] = False,
) -> None:
    """Write everything as CSV."""
    from bot.cli import export as exporting

    settings = Settings.load()
    rows = exporting.export(
        settings.database_path, folder, settings.timezone, confidential=confidential
    )
    typer.echo(texts.exported(rows, folder))


@app.command(help=texts.VERIFY)
def verify(
    head: Annotated[
        list[str] | None, typer.Option(help=texts.VERIFY_HEAD, show_default=False)
    ] = None,
) -> int:
    """Look for damage and tampering."""
    from bot.cli import verify as verifying

    settings = Settings.load()
    finding = verifying.verify(
        settings.database_path, head or (), evidence_dir=settings.evidence_dir
    )
    for problem in finding.problems:
        typer.echo(problem, err=True)
    if finding.problems:
        return Exit.WRONG
    typer.echo(cli_verify.verified(finding.head.seq, finding.files))
    for kept in head or ():
        typer.echo(cli_verify.head_held(kept))
    typer.echo(cli_verify.head_now(str(finding.head)))
    return Exit.GOOD


@app.command("texts", help=texts.TEXTS)
def texts_() -> int:
    """List every text for review; needs neither settings nor a database."""
    from bot.cli import texts as listing

    found = listing.review()
    for line in listing.told(found):
        typer.echo(line)
    for problem in (problems := listing.problems(found)):
        typer.echo(problem, err=True)
    return Exit.WRONG if problems else Exit.GOOD


@app.command(help=texts.CHECK)
def check() -> int:
    """Look at settings, token, database, SQLite and clock."""
    from bot.cli import health

    lines = asyncio.run(health.check(Settings.load()))
    for line in lines:
        good = line.code is Exit.GOOD
        typer.echo(texts.check_line(good, line.text), err=not good)
    return max(line.code for line in lines)


def main() -> None:
    """Run the command line and exit with its code; an error is one line, never a traceback."""
    sys.exit(call(sys.argv[1:]))


def call(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    os.umask(0o077)  # database, evidence, exports: what is written holds names and numbers
    try:
        return int(app(arguments, standalone_mode=False) or Exit.GOOD)
    except TyperException as error:
        typer.echo(misuse.explain(error, arguments, texts.USAGES), err=True)
        return Exit.UNUSABLE
    except KeyboardInterrupt:
        return Exit.WRONG
    except Exception as error:  # noqa: BLE001 - whatever it is, a person reads one line
        line, code = explain(error)
        typer.echo(line, err=True)
        return code


if __name__ == "__main__":
    main()
