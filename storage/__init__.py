"""Records, SQL and migrations. Knows neither Telegram nor the conversations."""
