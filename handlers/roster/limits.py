"""How much of a file is read at all; far above any city's roster, far below what hurts."""

MOST_BYTES = 10_000_000
MOST_UNZIPPED_BYTES = 80_000_000
MOST_ENTRIES = 300
MOST_RATIO = 150
"""Unpacked to packed; sheets of a real roster reach 10 to 40."""
RATIO_FROM_BYTES = 5_000_000
"""Below this an entry may be packed as tightly as it likes."""
MOST_ROWS = 40_000
MOST_COLUMNS = 60
MOST_CHARACTERS = 2_000
LAST_ROW = 200_000
"""Blank rows are skipped, but not a million of them."""
