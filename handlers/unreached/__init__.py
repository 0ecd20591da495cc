"""Who never registered, blocked the bot, or was not seen for long; and how to get them in."""
