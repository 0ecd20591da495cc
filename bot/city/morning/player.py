"""Lets the people of the plan act on their phones, as they would: by what they see there."""

import re
from collections.abc import Iterable, Mapping

from bot.city.morning.plan import Case, Deed, Morning, Press, Report
from bot.simulator import Message, Phone, Simulator
from handlers.texts import bunch as bunch_texts

_NUMBER = re.compile(r"^✅ No\. (\d+)\.", re.MULTILINE)


class NotSeen(Exception):
    """The phone doesn't show what somebody means to press."""


class Player:
    """Carries deeds out; learns the numbers of incidents from the receipts of their reporters."""

    def __init__(
        self, simulator: Simulator, morning: Morning, account_of: Mapping[str, int]
    ) -> None:
        self._simulator = simulator
        self._account_of = account_of
        self._cases = {each.number: each for each in morning.cases}
        self._said: dict[int, int] = {}
        self._numbers: dict[int, int] = {}

    def phone(self, number: str) -> Phone:
        """The phone with this number. Raises KeyError for somebody who has not registered."""
        return self._simulator.phone(user_id=self._account_of[number])

    async def act(self, deed: Deed) -> None:
        """Do one deed. Raises NotSeen if there is nothing (any more) to press for it."""
        phone = self.phone(deed.phone)
        match deed:
            case Report():
                await phone.says(deed.text)
            case Case():
                said = await phone.says(deed.text)
                self._said[deed.number] = said.id if said else 0
            case Press():
                await self._press(phone, deed)

    def number(self, case: int) -> int:
        """The number that the bot gave an incident. Raises NotSeen before there is a receipt."""
        if case not in self._numbers:
            said = self._said.get(case)
            phone = self.phone(self._cases[case].phone)
            later = [m for m in phone.messages if m.by_bot and said is not None and m.id > said]
            found = next(filter(None, (_NUMBER.search(each.text) for each in later)), None)
            if found is None:
                raise NotSeen(case)
            self._numbers[case] = int(found[1])
        return self._numbers[case]

    async def _press(self, phone: Phone, deed: Press) -> None:
        label, about = deed.label, list(deed.about)
        if deed.case is not None:
            about.append(f"No. {self.number(deed.case)}")
        if label == bunch_texts.JOIN:
            double_of = self._cases[deed.case or 0].double_of
            label = bunch_texts.join_button(self.number(double_of or 0))
        message = _showing(phone, label, about)
        row, column = next(
            (y, x) for y, row in enumerate(message.buttons) for x, button in enumerate(row)
            if button.label == label
        )  # fmt: skip
        phone.tap(message, row, column)


def _showing(phone: Phone, label: str, about: Iterable[str]) -> Message:
    """The first message with this button that says all of this: of an incident, the alert."""
    wanted = [re.compile(rf"{re.escape(each)}(?!\d)", re.IGNORECASE) for each in about]
    for message in phone.messages:
        if label in message.labels and all(each.search(message.text) for each in wanted):
            return message
    raise NotSeen(f"{phone.name} sees no {label!r} about {about}:\n{phone.screen()}")
