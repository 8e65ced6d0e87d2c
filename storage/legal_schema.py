"""The tables of the legal base: a file of its own, replaced whole by each update and only ever read where it serves."""

VERSION = 1
"""Of the tables. A file of another version is refused: it is made again from the archives."""

TABLES = """
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS archive (
    name TEXT PRIMARY KEY, kind TEXT NOT NULL, stamp TEXT NOT NULL, members INTEGER NOT NULL, state TEXT NOT NULL,
    identity TEXT NOT NULL, articles INTEGER NOT NULL, texts INTEGER NOT NULL, removed INTEGER NOT NULL,
    refused INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS coverage (
    subject TEXT PRIMARY KEY, since TEXT, until TEXT NOT NULL, source TEXT NOT NULL, is_complete INTEGER NOT NULL,
    note TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS article (
    folder TEXT NOT NULL, legi_id TEXT NOT NULL, written_at INTEGER NOT NULL, code TEXT NOT NULL, number TEXT NOT NULL,
    fold TEXT NOT NULL, start TEXT NOT NULL, end TEXT, state TEXT NOT NULL, article_id TEXT NOT NULL,
    heading TEXT NOT NULL, changed_by TEXT NOT NULL, digest TEXT NOT NULL, body BLOB NOT NULL,
    UNIQUE (folder, legi_id)
);
CREATE INDEX IF NOT EXISTS article_number ON article (code, fold);
CREATE INDEX IF NOT EXISTS article_file ON article (legi_id);
CREATE TABLE IF NOT EXISTS text (
    folder TEXT NOT NULL, legi_id TEXT NOT NULL, written_at INTEGER NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL,
    title TEXT NOT NULL, signed_on TEXT, start TEXT NOT NULL, end TEXT, state TEXT NOT NULL, names TEXT NOT NULL,
    UNIQUE (folder, legi_id)
);
CREATE INDEX IF NOT EXISTS text_key ON text (key);
CREATE INDEX IF NOT EXISTS text_signed ON text (kind, signed_on);
CREATE INDEX IF NOT EXISTS text_file ON text (legi_id);
CREATE TABLE IF NOT EXISTS link (
    folder TEXT NOT NULL, legi_id TEXT NOT NULL, rank INTEGER NOT NULL, kind TEXT NOT NULL, undergone INTEGER NOT NULL,
    target TEXT NOT NULL, target_id TEXT NOT NULL, label TEXT NOT NULL,
    PRIMARY KEY (legi_id, folder, rank)
) WITHOUT ROWID;
-- Its queries repeat the condition: without it SQLite cannot prove that the index serves, and reads the whole table.
CREATE INDEX IF NOT EXISTS link_target ON link (target_id) WHERE target_id <> '';
CREATE TABLE IF NOT EXISTS replacement (
    old TEXT NOT NULL, new TEXT NOT NULL, link TEXT NOT NULL, since TEXT, source TEXT NOT NULL, note TEXT NOT NULL,
    rank INTEGER NOT NULL, PRIMARY KEY (old, rank, new)
) WITHOUT ROWID;
"""

CONTENT = {
    "article": "folder, legi_id, written_at, code, number, start, end, state, article_id, heading, changed_by, digest",
    "text": "folder, legi_id, written_at, key, title, signed_on, start, end, state, names",
    "link": "folder, legi_id, rank, kind, undergone, target, target_id, label",
    "replacement": "old, rank, new, link, since, source, note",
    "coverage": "subject, since, until, source, is_complete, note",
}
"""What a base says, table by table, in the order of its digest; how it was loaded is not part of it."""

ORDER = {
    "article": "folder, legi_id",
    "text": "folder, legi_id",
    "link": "legi_id, folder, rank",
    "replacement": "old, rank, new",
    "coverage": "subject",
}
