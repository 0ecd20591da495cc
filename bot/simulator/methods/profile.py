"""The bot about itself: who it is, its commands for each scope, its descriptions."""

import re
from collections.abc import Callable
from typing import Any

from bot.simulator.calls import Call
from bot.simulator.errors import malformed
from bot.simulator.world import Json

COMMANDS_LIMIT = 100


def get_me(call: Call) -> Json:
    """getMe."""
    return {
        **call.world.bot.body(),
        "can_join_groups": True,
        "can_read_all_group_messages": not call.world.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def _scope(call: Call) -> tuple[str, str]:
    """The key of a command list: scope and language. A scope's chat must be known."""
    scope = call.get("scope") or {"type": "default"}
    if "chat_id" in scope:
        Call(call.world, call.method, scope).known_chat()
    parts = [scope["type"], *(str(scope[name]) for name in ("chat_id", "user_id") if name in scope)]
    return ":".join(parts), call.get("language_code", "")


def set_my_commands(call: Call) -> bool:
    """setMyCommands."""
    commands = call.get("commands")
    if len(commands) > COMMANDS_LIMIT:
        raise malformed("BOT_COMMANDS_TOO_MUCH")
    for each in commands:
        if not re.fullmatch(r"/?[a-z0-9_]{1,32}", each["command"]):
            raise malformed("BOT_COMMAND_INVALID")
        if not 1 <= len(each["description"]) <= 256:
            raise malformed("BOT_COMMAND_DESCRIPTION_INVALID")
    plain = [{**each, "command": each["command"].lstrip("/")} for each in commands]
    call.world.commands[_scope(call)] = plain
    return True


def get_my_commands(call: Call) -> list[Json]:
    """getMyCommands: of exactly that scope and language."""
    return call.world.commands.get(_scope(call), [])


def delete_my_commands(call: Call) -> bool:
    """deleteMyCommands."""
    call.world.commands.pop(_scope(call), None)
    return True


def _setting(name: str, most: int) -> dict[str, Callable[[Call], Any]]:
    """The pair of methods that set and get one text of the bot's profile."""
    title = "".join(word.title() for word in name.split("_"))

    def put(call: Call) -> bool:
        text = call.get(name, "")
        if len(text) > most:
            raise malformed(f"bot {name.replace('_', ' ')} is too long")
        call.world.settings[name + call.get("language_code", "")] = text
        return True

    def take(call: Call) -> Json:
        return {name: call.world.settings.get(name + call.get("language_code", ""), "")}

    return {f"setMy{title}": put, f"getMy{title}": take}


def set_menu_button(call: Call) -> bool:
    """setChatMenuButton."""
    call.world.settings["menu_button"] = call.get("menu_button") or {"type": "default"}
    return True


def get_menu_button(call: Call) -> Json:
    """getChatMenuButton."""
    button: Json = call.world.settings.get("menu_button", {"type": "commands"})
    return button


METHODS: dict[str, Callable[[Call], Any]] = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    **_setting("name", 64),
    **_setting("description", 512),
    **_setting("short_description", 120),
    "setChatMenuButton": set_menu_button,
    "getChatMenuButton": get_menu_button,
}
