"""A thin backend over modelsearch's database backends: the same tables and queries, our tokens."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import Any

from django.db import connection
from modelsearch.backends.base import BaseSearchBackend, EmptySearchResults
from modelsearch.query import Or, PlainText

from portal.search.tokens import index_tokens, pinyin_query_tokens, pinyin_tokens, query_tokens

if connection.vendor == "postgresql":
    from modelsearch.backends.database.postgres import postgres as stock

    StockBackend = stock.PostgresSearchBackend
else:
    from modelsearch.backends.database.sqlite import sqlite as stock

    StockBackend = stock.SQLiteSearchBackend


class ChineseObjectIndexer(stock.ObjectIndexer):
    """Writes tokens instead of running text into the index; titles also as pinyin."""

    def prepare_field(self, obj: Any, field: Any) -> Iterator[tuple[Any, ...]]:
        """Yield (field, …, tokens) for what the stock indexer yields as (field, …, text)."""
        for found, *weight, text in super().prepare_field(obj, field):
            tokens = index_tokens(text)
            if getattr(found, "field_name", "") in ("title", "name"):
                tokens = f"{tokens} {pinyin_tokens(text)}"
            yield (found, *weight, tokens)


# The stock index classes name their indexer as a module global: this assignment is the only way in. modelsearch is pinned
# below 1.4 for it, and the recall set in tests/portal/search keeps watch.
stock.ObjectIndexer = ChineseObjectIndexer


class ChineseSearchBackend(StockBackend):  # type: ignore[misc, valid-type]
    """Database search with Chinese tokens on both databases."""

    def __init__(self, params: dict[str, Any]) -> None:
        # `simple` neither stems nor drops words: the tokens are final as they are.
        super().__init__({"SEARCH_CONFIG": "simple", **params})

    def search(self, query: Any, model_or_queryset: Any, **kwargs: Any) -> Any:
        """Search for whole tokens; a query without any finds nothing."""
        return self._with_tokens(super().search, query, model_or_queryset, kwargs)

    def autocomplete(self, query: Any, model_or_queryset: Any, **kwargs: Any) -> Any:
        """Search for tokens of which the last may be unfinished."""
        return self._with_tokens(super().autocomplete, query, model_or_queryset, kwargs)

    def _with_tokens(self, search: Any, query: Any, model_or_queryset: Any, kwargs: dict[str, Any]) -> Any:
        text = query.query_string if isinstance(query, PlainText) else query
        if not isinstance(text, str):
            return search(query, model_or_queryset, **kwargs)
        ways = [tokens for tokens in (query_tokens(text), pinyin_query_tokens(text)) if tokens]
        if not ways:
            return EmptySearchResults()
        operator = kwargs.pop("operator", None) or "and"
        plain = [PlainText(" ".join(tokens), operator=operator) for tokens in ways]
        return search(reduce(lambda a, b: Or([a, b]), plain), model_or_queryset, **kwargs)


SearchBackend: type[BaseSearchBackend] = ChineseSearchBackend
