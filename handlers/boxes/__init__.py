"""Boxes on their way back: whoever receives them ticks, and what does not arrive is an alert."""
