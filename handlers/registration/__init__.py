"""Getting in: the shared contact, requests that somebody who knows the person decides, invitations.

`routes.py` has the tables of what may be said and pressed.
"""
