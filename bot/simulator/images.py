"""Just enough of image files to play Telegram: their size in pixels, and one sample photo."""

import base64
import struct

# A picture of 64 x 48 pixels for phones that send "some photo".
SAMPLE_JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQ"
    "c1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSk"
    "pKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAwAEADASIAAhEBAxEB/8QAGAABAQEBAQAAAAAAAAAAAAAA"
    "AAQDAgX/xAAtEAABAgQEAwcFAAAAAAAAAAAAAQMCBBFSBRIUoRMVMSEiM0FRkdFCcXKBwf/EABgBAAMBAQAAAAAA"
    "AAAAAAAAAAABAwQC/8QAGxEBAAIDAQEAAAAAAAAAAAAAAAERAhJRMSH/2gAMAwEAAhEDEQA/AKQAaGcB221G5XIl"
    "ade070z1m6CuDqWINtM9ZuhzGy42lY4aJ06hcCpZgAZAM9S1fso1LV+ynO2PT1ni+Q+v9f0rIsNcgc4mRa0p5fct"
    "JZTcrY/ICee8FPyKCXEY4W2IViWiZqbKLH0ZeIwZ6lq/ZRqWr9lLbY9R1niAAGRqW4bONynE4iRLmpTKnpUt5xL2"
    "O+yfJ4oHYp7XOJex32T5JcQn2ppiGBuGNFSKveRPRTzwFigACD//2Q=="
)
FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


def image_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF or JPEG; None for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content[:6] in (b"GIF87a", b"GIF89a") and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    return _jpeg_size(content) if content.startswith(b"\xff\xd8") else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        if content[at + 1] in FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + int(struct.unpack(">H", content[at + 2 : at + 4])[0])
    return None
