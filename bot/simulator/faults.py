"""Faults that a test orders for the next requests: errors, cut connections, delays."""

from dataclasses import dataclass

from bot.simulator.errors import ApiError

REASONS = {
    500: "Internal Server Error",
    502: "Bad Gateway",
    504: "Gateway Timeout",
    403: "Forbidden: bot was blocked by the user",
    400: "Bad Request: chat not found",
    401: "Unauthorized",
}


@dataclass
class Fault:
    """One ordered fault; `method` "*" means any but getUpdates."""

    method: str
    times: int = 1
    chat_id: int | None = None
    delay: float = 0.0
    error: ApiError | None = None
    cut: bool = False
    after_effect: bool = False

    def hits(self, method: str, chat_id: object) -> bool:
        """Whether it is meant for this request."""
        right_method = method.lower() == self.method.lower() or (
            self.method == "*" and method != "getUpdates"
        )
        return self.times > 0 and right_method and self.chat_id in (None, chat_id)


class Faults:
    """The orders that are still open, first come first served."""

    def __init__(self) -> None:
        self._orders: list[Fault] = []

    def order(self, fault: Fault) -> None:
        """Wait for a request that the fault is meant for."""
        self._orders.append(fault)

    def take(self, method: str, chat_id: object) -> Fault | None:
        """The fault that hits this request, used up by one."""
        for fault in self._orders:
            if fault.hits(method, chat_id):
                fault.times -= 1
                return fault
        return None

    def clear(self) -> None:
        """Forget every order."""
        self._orders.clear()


def failure(status: int, description: str | None, retry_after: int | None) -> ApiError:
    """The error to answer with; 429 carries `retry_after` (default 1 s)."""
    if status == 429:
        wait = retry_after if retry_after is not None else 1
        return ApiError(429, f"Too Many Requests: retry after {wait}", {"retry_after": wait})
    return ApiError(status, description or REASONS.get(status, "Internal Server Error"))
