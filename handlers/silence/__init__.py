"""Silence is a signal: who has not reported is nudged, then listed, then counted. Never an alarm.

At a milestone's hour plus its grace the reporter and deputy are nudged; a grace later lurah and
PPS get one list that follows what is reported; a grace later the coordinators get a summary.
"""
