"""What the Bot API answers when it refuses, in its own words."""

from typing import Any


class ApiError(Exception):
    """A refusal: HTTP status, Telegram's sentence and, for some, what to do about it."""

    def __init__(
        self, code: int, description: str, parameters: dict[str, Any] | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The JSON object that Telegram sends with the status."""
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class SpecError(ApiError):
    """A request that no correct bot would send; it is kept in `Simulator.violations`."""


def bad(reason: str) -> ApiError:
    """400: the request is well made, but the state of the chat doesn't allow it."""
    return ApiError(400, f"Bad Request: {reason}")


def malformed(reason: str) -> SpecError:
    """400: the request itself breaks the specification."""
    return SpecError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    """403: the chat doesn't let the bot in."""
    return ApiError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> ApiError:
    """409: two receivers of updates exclude each other."""
    return ApiError(409, f"Conflict: {reason}")


def too_many(retry_after: int) -> ApiError:
    """429: come back after so many whole seconds."""
    return ApiError(
        429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after}
    )
