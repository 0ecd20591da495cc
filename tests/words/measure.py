"""How well free words are understood: `python -m tests.words.measure` prints the figures."""

import csv
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from handlers.words.guessing import best_guesses

FOLDER = Path(__file__).parent
NONE = "bukan"
"""What the tables call a text that reports nothing."""
TABLES = ("phrases_build.csv", "phrases_measure.csv", "phrases_field.csv")


@dataclass
class Figures:
    """What came out for one table. A phrase may have more than one right kind (`a|b`)."""

    reports: int = 0
    first: int = 0
    among_three: int = 0
    silent: int = 0
    no_reports: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def first_share(self) -> float:
        return self.first / self.reports

    @property
    def three_share(self) -> float:
        return self.among_three / self.reports

    @property
    def silent_share(self) -> float:
        """Of the texts that report nothing: those for which nothing is guessed."""
        return self.silent / self.no_reports if self.no_reports else 1.0


def phrases(table: str) -> list[tuple[str, set[str]]]:
    """Texts with the kinds that are right for them."""
    with (FOLDER / table).open(encoding="utf-8", newline="") as file:
        return [(row["text"], set(row["kind"].split("|"))) for row in csv.DictReader(file)]


def measure(table: str) -> Figures:
    """Guess every phrase of a table."""
    figures = Figures()
    for text, right in phrases(table):
        found = best_guesses(text)
        codes = [guess.kind.code for guess in found]
        if right == {NONE}:
            figures.no_reports += 1
            figures.silent += not codes
        else:
            figures.reports += 1
            figures.first += bool(right & set(codes[:1]))
            figures.among_three += bool(right & set(codes))
        if (right == {NONE} and codes) or (right != {NONE} and not right & set(codes[:1])):
            told = ", ".join(f"{g.kind.code} {g.score:g} {g.because}" for g in found)
            figures.wrong.append(f"{text!r} is {'|'.join(sorted(right))}: {told or '-'}")
    return figures


def main() -> None:
    """Print the shares for each table; with --wrong also what was not guessed first."""
    for table in TABLES:
        started = time.perf_counter()
        figures = measure(table)
        took = (time.perf_counter() - started) / (figures.reports + figures.no_reports)
        sys.stdout.write(
            f"{table}: {figures.reports} reports, right kind first {figures.first_share:.1%},"
            f" among three {figures.three_share:.1%}; {figures.no_reports} others,"
            f" nothing guessed {figures.silent_share:.1%}; {took * 1000:.2f} ms a text\n"
        )
        if "--wrong" in sys.argv and ("measure" not in table or "--all" in sys.argv):
            sys.stdout.write("".join(f"  {line}\n" for line in figures.wrong))


if __name__ == "__main__":
    main()
