"""The calendar as a file: .ics to take along, .ics and workbooks to bring entries in."""
