"""Search that finds Chinese words: tokens of one and two characters, and pinyin for titles (docs/adr/0005)."""
