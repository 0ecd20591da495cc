"""Settings: what is taken, what is refused, and what never shows."""

import re
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.settings import PREFIX, Address, Fixed, Settings, UnusableSettings, unknown_settings

ROOT = Path(__file__).parents[2]
TOKEN = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(PREFIX + field.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def example() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_the_example_names_every_setting_and_no_other() -> None:
    """Whoever reads .env.example has seen every setting there is."""
    assert list(example()) == [PREFIX + field.upper() for field in Settings.model_fields]


def test_the_example_gives_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation that copies .env.example unchanged runs as one without any settings."""
    bare = Settings.load()
    for name, value in example().items():
        monkeypatch.setenv(name, value)
    copied = Settings.load()
    assert copied.model_dump(exclude={"webhook_secret"}) == bare.model_dump(
        exclude={"webhook_secret"}
    )


def test_every_setting_has_its_reason() -> None:
    """Each setting in .env.example is preceded by a line that says why it exists."""
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    for before, line in pairwise(lines):
        if line.startswith(PREFIX):
            assert re.match(r"# \S.{20,}", before), line


def test_what_an_operator_writes_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists, durations, zones and addresses are read the way people write them."""
    for name, value in {
        "ADMIN_IDS": "11, 22,",
        "TIMEZONE": "Asia/Makassar",
        "LISTEN": "[::1]:9000",
        "BACKUP_EVERY": "30m",
        "API_URL": "http://127.0.0.1:8081/",
        "DATABASE": "sqlite:////srv/siaga.db",
    }.items():
        monkeypatch.setenv(PREFIX + name, value)
    settings = Settings.load()
    assert settings.admin_ids == (11, 22)
    assert settings.timezone == ZoneInfo("Asia/Makassar")
    assert settings.listen == Address("::1", 9000)
    assert settings.backup_every == timedelta(minutes=30)
    assert settings.api_url == "http://127.0.0.1:8081"
    assert settings.database_path == Path("/srv/siaga.db")


def test_the_environment_wins_over_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A variable of the process overrides the same one in .env."""
    (tmp_path / ".env").write_text(f"SIAGA_TOKEN={TOKEN}\nSIAGA_BULK_RATE=10\n", encoding="utf-8")
    monkeypatch.setenv("SIAGA_BULK_RATE", "20")
    settings = Settings.load()
    assert settings.bulk_rate == 20
    assert settings.token is not None
    assert settings.token.get_secret_value() == TOKEN


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TOKEN", "12 34"),
        ("API_URL", "ftp://example.org"),
        ("DATABASE", "postgresql://siaga:rahasia@db/siaga"),
        ("DATABASE", "berkas.db"),
        ("ADMIN_IDS", "11;22"),
        ("ADMIN_IDS", "-5"),
        ("TIMEZONE", "WIB Jakarta"),
        ("WEBHOOK_URL", "example.org"),
        ("WEBHOOK_SECRET", "tidak boleh spasi"),
        ("LISTEN", "9999"),
        ("LISTEN", "127.0.0.1:99999"),
        ("BACKUP_EVERY", "kadang"),
        ("BULK_RATE", "31"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_a_faulty_setting_is_named_in_one_line_without_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """The sentence names the setting, says what is wanted, and repeats no secret."""
    monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(UnusableSettings) as caught:
        Settings.load()
    (fault,) = caught.value.faults
    assert fault.startswith(f"SIAGA_{name} tidak dapat dipakai: ")
    assert value not in fault
    assert "\n" not in fault


def test_all_faults_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to start the bot five times to find five mistakes."""
    monkeypatch.setenv("SIAGA_TIMEZONE", "x")
    monkeypatch.setenv("SIAGA_LISTEN", "x")
    with pytest.raises(UnusableSettings) as caught:
        Settings.load()
    assert len(caught.value.faults) == 2


def test_the_token_shows_in_no_representation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Printing or logging the settings gives the token away to nobody."""
    monkeypatch.setenv("SIAGA_TOKEN", TOKEN)
    settings = Settings.load()
    assert TOKEN not in repr(settings) + str(settings) + settings.model_dump_json()


def test_a_misspelt_setting_is_pointed_out(tmp_path: Path) -> None:
    """A variable with our prefix that nothing reads is most likely a typing error."""
    file = tmp_path / ".env"
    file.write_text("SIAGA_TOKN=1\n", encoding="utf-8")
    told = unknown_settings({"SIAGA_TOKEN": "1", "siaga_listen": "x", "SIAGA_X": "y"}, file)
    assert [line.split()[0] for line in told] == ["SIAGA_TOKN", "SIAGA_X"]


def test_fixed_settings_ignore_their_surroundings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A demo or test behaves the same on a machine where a real bot is set up."""
    (tmp_path / ".env").write_text("SIAGA_BULK_RATE=10\n", encoding="utf-8")
    monkeypatch.setenv("SIAGA_WEBHOOK_URL", "https://example.org/")
    fixed = Fixed(admin_ids=(5,))
    assert (fixed.bulk_rate, fixed.webhook_url, fixed.admin_ids) == (25, None, (5,))
