"""What a conversation may raise; the router turns each into a clear sentence for the person."""

from handlers.access import Action, Place


class ConversationError(Exception):
    """Something a person must be told."""


class Denied(ConversationError):
    """The person has no right to this: told so, and written to the audit."""

    def __init__(self, action: Action, place: Place | None = None) -> None:
        self.action = action
        self.place = place
        super().__init__(f"{action} {place}")


class Stale(ConversationError):
    """What the button belonged to is gone or over."""


class Malformed(Stale):
    """A press that no button of ours can send: audited."""


class Refused(ConversationError):
    """Bad input: the message says what to do next."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(text)
