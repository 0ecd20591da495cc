"""One engine for all reports, and one short declarative file for each kind.

A kind of report is a `Form` (model.py): questions, texts, who may file it, which alerts it
raises. From it come the buttons, the one-line report, the help and the export. See
`participation.py` for the smallest one.
"""
