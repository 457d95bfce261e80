"""The tables of a corpus: what their columns are. docs/scale.md explains them to readers."""

import pyarrow as pa

SPAN = pa.struct([pa.field("start", pa.int32(), nullable=False), pa.field("end", pa.int32(), nullable=False)])
"""A passage of an article: code points of its ``text``, the end exclusive."""

SPANS = pa.list_(SPAN)
_TEXTS = pa.list_(pa.string())
_FURNITURE = pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32()), ("why", pa.string())]))
_REASONS = pa.list_(pa.struct([("signal", pa.string()), ("value", pa.string()), ("weight", pa.float64())]))
_HISTORY = pa.list_(pa.struct([("on", pa.string()), ("status", pa.string()), ("claim", pa.string())]))
_ACCOUNTS = pa.list_(
    pa.struct(
        [
            ("party", pa.string()),
            ("name", pa.string()),
            ("article", pa.string()),
            ("stance", pa.string()),
            ("claims", _TEXTS),
            ("passages", SPANS),
        ]
    )
)

DOCUMENTS = pa.schema(
    [
        ("file", pa.string()),  # the input that holds it
        ("place", pa.string()),  # where in it
        ("line", pa.bool_()),  # a line of JSON, as against the bytes of a whole file
        ("data", pa.large_binary()),
    ]
)
"""What is given to the read stage."""

ARTICLES = pa.schema(
    [
        ("id", pa.string()),
        ("place", pa.string()),
        ("title", pa.string()),
        ("outlet", pa.string()),
        ("byline", pa.string()),
        ("agency", pa.string()),
        ("party", pa.string()),
        ("url", pa.string()),
        ("published", pa.string()),
        ("published_basis", pa.string()),
        ("kind", pa.string()),
        ("language", pa.string()),
        ("format", pa.string()),
        ("encoding", pa.string()),
        ("flags", _TEXTS),
        ("words", pa.int32()),
        ("text", pa.large_string()),
        ("furniture", _FURNITURE),
    ]
)

RECORDS = pa.schema(
    [
        ("id", pa.string()),
        ("text_key", pa.string()),
        ("place", pa.string()),
        ("published", pa.string()),
        ("data", pa.large_binary()),
    ]
)
"""Articles and their readings as later stages take them; our own, kept under ``work/``."""

VECTORS = pa.schema([("text", pa.string()), ("vector", pa.binary(384 * 4))])
"""Vectors by the hash of their text; our own, kept under ``work/``."""

CLAIMS = pa.schema(
    [
        ("id", pa.string()),
        ("article", pa.string()),
        ("story", pa.string()),
        ("speaker", pa.string()),
        ("voices", _TEXTS),
        ("voice_ids", _TEXTS),
        ("side", pa.string()),
        ("act", pa.string()),
        ("polarity", pa.string()),
        ("hedged", pa.bool_()),
        ("planned", pa.bool_()),
        ("quotation", pa.string()),
        ("cue_type", pa.string()),
        ("content", SPANS),
        ("source", SPAN),
        ("cue", SPAN),
        ("said_from", pa.timestamp("s")),
        ("said_to", pa.timestamp("s")),
        ("said_basis", pa.string()),
        ("parent", pa.string()),
        ("confidence", pa.float64()),
    ]
)

STORIES = pa.schema(
    [
        ("story", pa.string()),
        ("article", pa.string()),
        ("role", pa.string()),
        ("spans", SPANS),
        ("name", pa.string()),
        ("date", pa.string()),
        ("place", pa.string()),
    ]
)
"""Membership: a row for each story and article of it."""

COPIES = pa.schema(
    [("copies", pa.string()), ("article", pa.string()), ("origin", pa.string()), ("shared", pa.float64())]
)
"""A row for each article that carries the text of others; equal ``copies``: one account.

``origin`` is the agency or outlet whose text it likely was, ``shared`` the share of the article's own words.
"""

FINDINGS = pa.schema(
    [
        ("id", pa.string()),
        ("story", pa.string()),
        ("kind", pa.string()),
        ("question", pa.string()),
        ("rank", pa.int32()),
        ("score", pa.float64()),
        ("independent", pa.int32()),
        ("accounts", _ACCOUNTS),
        ("reasons", _REASONS),
        ("history", _HISTORY),
    ]
)
"""``rank`` is among the findings of one story."""

ERRORS = pa.schema(
    [
        ("stage", pa.string()),
        ("file", pa.string()),
        ("place", pa.string()),
        ("code", pa.string()),
        ("cause", pa.string()),
        ("remedy", pa.string()),
    ]
)
