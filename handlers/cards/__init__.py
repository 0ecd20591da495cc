"""Printed cards of the stations: the QR, the one-line reports, the emergency numbers."""
