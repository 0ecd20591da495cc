"""A Bot API server that keeps Telegram's rules, and a page with phones to play on."""
