"""/cadangkan: a verified copy of the database in the folder for backups, made by a job."""

from datetime import datetime

from telegram import Update

from handlers.access import Action
from handlers.context import Context, say
from handlers.policy import Policy
from handlers.texts import admin as texts
from storage import jobs
from storage.database import Tx

JOB = "backup"


async def command(update: Update, ctx: Context) -> None:
    """/cadangkan"""
    ctx.require(Action.SEE_SYSTEM)
    ctx.audit("backup", "database")
    stamp = f"{ctx.policy.local(ctx.now):%Y%m%d-%H%M%S}"
    jobs.add(ctx.tx, ctx.now, JOB, {"chat": ctx.chat.id, "stamp": stamp})
    ctx.reply(texts.BACKUP_BEGUN)


def done(tx: Tx, now: datetime, policy: Policy, chat_id: int, name: str, size: int) -> None:
    """Tell who asked that the copy lies there and is sound; `size` in bytes."""
    say(tx, now, chat_id, texts.backup_done(name, size, policy.local(now)))


def failed(tx: Tx, now: datetime, chat_id: int) -> None:
    """Tell who asked that there is no copy."""
    say(tx, now, chat_id, texts.BACKUP_FAILED)
