"""`/search/`: everything public, in Chinese words and pinyin."""
