"""The roster: from a workbook or CSV to areas, stations, people, stores and contacts."""
