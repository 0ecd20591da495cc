"""Incidents: from something that is wrong to somebody who deals with it.

`kinds` and `reach` decide and touch nothing; `raising` stores and alerts; `copies` keeps every
chat's copy up to date; `triage`, `adding`, `listing` and `revealing` are what people do.
"""
