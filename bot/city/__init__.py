"""A sample city: Kota Malang's real areas and totals, made-up people. For demo and tests.

The same seed always gives the same city, so that tests can name a person or a station.
"""
