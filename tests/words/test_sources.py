"""Word lists that others made carry their names and their licence along."""

import tomllib
from importlib.resources import files

DATA = files("handlers.words").joinpath("data")


def test_a_list_from_elsewhere_names_its_licence_and_author() -> None:
    """Both in the file itself and in the SOURCES beside it, as CC BY-SA asks."""
    for name in ("known.toml", "SOURCES.txt"):
        text = DATA.joinpath(name).read_text("utf-8")
        assert "CC BY-SA 4.0" in text, name
        assert "Robyn Speer" in text, name
        assert "https://github.com/rspeer/wordfreq" in text, name


def test_every_list_has_its_line_in_the_sources() -> None:
    """A new list cannot come in without saying where it is from."""
    sources = DATA.joinpath("SOURCES.txt").read_text("utf-8")
    lists = [each.name for each in DATA.iterdir() if each.name.endswith(".toml")]
    assert lists
    assert [name for name in lists if name not in sources] == []
    assert "words" in tomllib.loads(DATA.joinpath("known.toml").read_text("utf-8"))
