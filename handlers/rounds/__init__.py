"""Rounds of stores: at set hours of the nights before the vote, and whenever it rains hard.

A guard answers with one tap. Who does not is followed by the next in the list of phones.
"""
