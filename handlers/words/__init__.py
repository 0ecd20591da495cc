"""Understanding of free words: what people write, and what they mean by it. Pure, no network."""
