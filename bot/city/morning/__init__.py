"""A whole city's morning as data, from 06.00 to 08.00 of voting day: who does what, and when.

One plan for two uses: the test checks what the bot makes of it, event by event; the demo lets
people watch it on the phones. The same seed gives the same morning.
"""
