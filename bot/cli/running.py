"""`siaga run`: the bot itself, under the lock that makes it the only writer."""

import asyncio

from telegram.error import InvalidToken

from bot import app, logs
from bot.cli.lock import polling, writing
from bot.cli.outcome import Exit, Problem
from bot.guard import FileGone
from bot.receive import AnotherPoller
from bot.settings import Settings
from handlers.texts import cli as texts
from handlers.texts.settings import TOKEN_MISSING
from storage.errors import NotADatabase


def run(settings: Settings) -> None:
    """Run until asked to stop. Raises Problem, or what opening the database raises."""
    if settings.token is None:
        raise Problem(TOKEN_MISSING, Exit.UNUSABLE)
    token = settings.token.get_secret_value()
    logs.configure(settings.log_format, [token])
    with (
        writing(settings.database_path, otherwise=texts.BOT_RUNS_RUN),
        polling(settings.api_url, token, otherwise=texts.OTHER_BOT_RUNS),
    ):
        try:
            asyncio.run(app.run(settings))
        except NotADatabase as error:
            raise Problem(texts.database_damaged(settings.database_path)) from error
        except InvalidToken as error:
            raise Problem(texts.TOKEN_REFUSED, Exit.UNUSABLE) from error
        except app.PartFailed as error:
            if isinstance(error.__cause__, FileGone):
                raise Problem(texts.database_taken(settings.database_path)) from error
            doubled = isinstance(error.__cause__, AnotherPoller)
            raise Problem(texts.OTHER_BOT_RUNS if doubled else texts.PART_FAILED) from error
