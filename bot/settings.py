"""Settings from the environment and `.env` (prefix SIAGA_), checked before anything starts."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from pydantic import AfterValidator, BeforeValidator, Field, PositiveInt, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from handlers.texts.settings import ENV_FILE_UNREADABLE, faulty_setting, unknown_setting
from storage.database import path_of
from storage.errors import UnusableUrl

PREFIX = "SIAGA_"
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


class LogFormat(StrEnum):
    """How log lines are written."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True)
class Address:
    """A host and port to listen on."""

    host: str
    port: int


class UnusableSettings(Exception):
    """Some settings cannot be used; `faults` has one sentence for each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def _ids(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _http_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError
    return value


def _base_url(value: str) -> str:
    return _http_url(value).rstrip("/")


def _sqlite_url(value: str) -> str:
    try:
        path_of(value)
    except UnusableUrl as error:
        raise ValueError from error
    return value


def _token(value: SecretStr) -> SecretStr:
    # As @BotFather gives it: the bot's number, a colon, the secret part.
    if not re.fullmatch(r"[0-9]+:[^\s/?#]+", value.get_secret_value()):
        raise ValueError
    return value


def _secret(value: SecretStr) -> SecretStr:
    # The characters that setWebhook allows in secret_token.
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
        raise ValueError
    return value


def _fresh_secret() -> SecretStr:
    return SecretStr(secrets.token_urlsafe(32))


def _address(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    host, _, port = value.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise ValueError
    return Address(host.strip("[]"), int(port))


def _duration(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if value.strip() == "0":
        return timedelta(0)
    match = re.fullmatch(r"(\d{1,4})\s*([mhd])", value.strip().lower())
    if match is None:
        raise ValueError
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


class Settings(BaseSettings):
    """Everything that may differ between two installations. See .env.example for the reasons."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    token: Annotated[SecretStr, AfterValidator(_token)] | None = None
    api_url: Annotated[str, AfterValidator(_base_url)] = "https://api.telegram.org"
    database: Annotated[str, AfterValidator(_sqlite_url)] = "sqlite:///siaga.db"
    admin_ids: Annotated[tuple[PositiveInt, ...], NoDecode, BeforeValidator(_ids)] = ()
    timezone: ZoneInfo = ZoneInfo("Asia/Jakarta")
    webhook_url: Annotated[str, AfterValidator(_http_url)] | None = None
    webhook_secret: Annotated[SecretStr, AfterValidator(_secret)] = Field(
        default_factory=_fresh_secret
    )
    listen: Annotated[Address, NoDecode, BeforeValidator(_address)] = Address("127.0.0.1", 8080)
    evidence_dir: Path = Path("evidence")
    backup_dir: Path = Path("backups")
    backup_every: Annotated[timedelta, BeforeValidator(_duration)] = timedelta(hours=6)
    bulk_rate: Annotated[float, Field(ge=1, le=30)] = 25.0
    log_format: LogFormat = LogFormat.TEXT

    @property
    def database_path(self) -> Path:
        """The SQLite file."""
        return path_of(self.database)

    @classmethod
    def load(cls, env_file: Path | None = Path(".env")) -> Self:
        """Read environment and file; the environment wins. Raises UnusableSettings."""
        try:
            return cls(_env_file=env_file)
        except ValidationError as error:
            fields = dict.fromkeys(str(fault["loc"][0]).lower() for fault in error.errors())
            raise UnusableSettings([faulty_setting(field) for field in fields]) from None
        except UnicodeDecodeError:
            raise UnusableSettings([ENV_FILE_UNREADABLE]) from None


class Fixed(Settings):
    """Settings given in code, for the demo and for tests: environment and `.env` are not read."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


def unknown_settings(
    environment: Mapping[str, str] | None = None, env_file: Path = Path(".env")
) -> list[str]:
    """A sentence for each variable with our prefix that no setting has: most are misspelt."""
    given = set(os.environ if environment is None else environment) | set(dotenv_values(env_file))
    known = {PREFIX + field.upper() for field in Settings.model_fields}
    return [
        unknown_setting(name)
        for name in sorted(given)
        if name.upper().startswith(PREFIX) and name.upper() not in known
    ]
