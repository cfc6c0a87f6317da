"""The two files of the SQLite store: what can be kept for ever, and the words of people, which cannot.

Deleting from an SQLite file, even with `secure_delete`, leaves copies in the gaps of pages that were once rearranged,
and FTS5 keeps deleted words until its segments merge. Only rewriting a file removes them. So contents have a small
file of their own, and `removed` counts what was taken out of it since it was last rewritten.

An alert says in `shown` which text shows it, so that a search for a word reads neither texts nor alerts but only an
index. The two files are not committed as one: after a kill between them `shown` may be wrong until the same put is
done again, as any that broke off is.
"""

from typing import Final

from streams.log.sqlite_file import Schema

# Pages follow the first three indices in their order.
_LOOKED_UP: Final = """
    CREATE INDEX alerts_by_time ON alerts (
        detected_at, id, severity, policy, register, status, account_id, group_id, shadow, state, shown);
    CREATE INDEX alerts_by_group ON alerts (group_id, detected_at, id);
    CREATE INDEX alerts_by_account ON alerts (account_id, detected_at, id)"""
# Counts come from the tallies and, where a text or an account is asked for, from the index. Of accounts nothing is
# tallied: how many alerts each person has is asked by nobody, and is not to lie there.
_COUNTED: Final = """
    CREATE INDEX alerts_by_facets ON alerts (severity, register, status, state, shadow, policy, shown, account_id);
    CREATE TABLE tallies (
        severity TEXT NOT NULL, register TEXT NOT NULL, status TEXT NOT NULL, state TEXT NOT NULL,
        shadow INTEGER NOT NULL, policy TEXT NOT NULL, alerts INTEGER NOT NULL,
        PRIMARY KEY (severity, register, status, state, shadow, policy)) STRICT, WITHOUT ROWID"""
_TALLY: Final = """
    INSERT INTO tallies SELECT severity, register, status, state, shadow, policy, count(*)
    FROM alerts GROUP BY 1, 2, 3, 4, 5, 6"""

ALERTS: Final = Schema(
    application=0x766F7261,  # "vora"
    version=7,
    create=f"""
    CREATE TABLE alerts (
        id TEXT PRIMARY KEY, published INTEGER NOT NULL, revision TEXT NOT NULL, rank INTEGER NOT NULL,
        detected_at INTEGER NOT NULL, severity TEXT NOT NULL, policy TEXT NOT NULL, register TEXT NOT NULL,
        status TEXT NOT NULL, account_id TEXT NOT NULL, group_id TEXT NOT NULL, value BLOB NOT NULL,
        shadow INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL DEFAULT 'new', shown INTEGER) STRICT;
    {_LOOKED_UP};
    {_COUNTED};
    CREATE TABLE groups (
        id TEXT PRIMARY KEY, last_at INTEGER NOT NULL, value BLOB NOT NULL, place INTEGER NOT NULL) STRICT;
    CREATE INDEX groups_by_time ON groups (last_at, id);
    CREATE TABLE decisions (
        id TEXT PRIMARY KEY, subject TEXT NOT NULL, at INTEGER NOT NULL, value BLOB NOT NULL,
        state TEXT NOT NULL DEFAULT 'closed') STRICT;
    CREATE INDEX decisions_by_subject ON decisions (subject, at, id);
    CREATE TABLE deliveries (id TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
    CREATE TABLE told (about TEXT, id TEXT, PRIMARY KEY (about, id)) STRICT, WITHOUT ROWID;
    CREATE TABLE erased (alert TEXT PRIMARY KEY, published INTEGER NOT NULL, revision TEXT NOT NULL) STRICT;
    CREATE VIEW bars AS
        SELECT id AS alert, published, revision, status <> 'open' AS closed FROM alerts
        UNION ALL SELECT alert, published, revision, 1 FROM erased
    """,  # noqa: S608 - made of constants
)

CONTENTS: Final = Schema(
    application=0x766F7263,  # "vorc"
    version=1,
    create="""
    CREATE TABLE texts (
        place INTEGER PRIMARY KEY, alert TEXT NOT NULL UNIQUE, published INTEGER NOT NULL, revision TEXT NOT NULL,
        value BLOB NOT NULL, words TEXT NOT NULL) STRICT;
    CREATE TABLE upkeep (removed INTEGER NOT NULL) STRICT;
    INSERT INTO upkeep VALUES (0);
    CREATE VIRTUAL TABLE found USING fts5 (
        words, content = texts, content_rowid = place, tokenize = 'unicode61 remove_diacritics 2')
    """,
)

# By version, what a file of that version lacks.
UPGRADES: Final = {
    1: """
    ALTER TABLE groups ADD COLUMN place INTEGER NOT NULL DEFAULT -1;
    CREATE TABLE decisions (
        id TEXT PRIMARY KEY, subject TEXT NOT NULL, at INTEGER NOT NULL, value BLOB NOT NULL) STRICT;
    CREATE INDEX decisions_by_subject ON decisions (subject, at, id);
    CREATE TABLE deliveries (id TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
    PRAGMA user_version = 2
    """,
    2: """
    ALTER TABLE alerts ADD COLUMN shadow INTEGER NOT NULL DEFAULT 0;
    DROP INDEX alerts_by_time;
    CREATE INDEX alerts_by_time ON alerts (
        detected_at, id, severity, policy, register, status, account_id, group_id, shadow);
    PRAGMA user_version = 3
    """,
    3: """
    ALTER TABLE alerts ADD COLUMN state TEXT NOT NULL DEFAULT 'new';
    ALTER TABLE decisions ADD COLUMN state TEXT NOT NULL DEFAULT 'closed';
    UPDATE decisions SET state = CAST(value AS TEXT) ->> '$.data.verdict'
    WHERE CAST(value AS TEXT) ->> '$.data.verdict' IN ('acknowledged', 'with_author', 'escalated');
    UPDATE alerts SET state = (
        SELECT decisions.state FROM decisions WHERE subject = alerts.id ORDER BY at DESC, decisions.id DESC LIMIT 1)
    WHERE id IN (SELECT subject FROM decisions);
    DROP INDEX alerts_by_time;
    CREATE INDEX alerts_by_time ON alerts (
        detected_at, id, severity, policy, register, status, account_id, group_id, shadow, state);
    PRAGMA user_version = 4
    """,
    4: f"""
    ALTER TABLE alerts ADD COLUMN shown INTEGER;
    UPDATE alerts SET shown = (
        SELECT place FROM contents.texts WHERE alert = id
        AND (texts.published, texts.revision) = (alerts.published, alerts.revision))
    WHERE status = 'open';
    DROP INDEX alerts_by_time;
    DROP INDEX alerts_by_group;
    DROP INDEX alerts_by_account;
    {_LOOKED_UP};
    {_COUNTED};
    {_TALLY};
    PRAGMA user_version = 5
    """,  # noqa: S608 - made of constants
    5: """
    CREATE TABLE told (about TEXT, id TEXT, PRIMARY KEY (about, id)) STRICT, WITHOUT ROWID;
    INSERT INTO told SELECT CAST(value AS TEXT) ->> '$.data.subject', id FROM deliveries;
    PRAGMA user_version = 6
    """,
    6: f"""
    DROP INDEX alerts_by_facets;
    DROP TABLE tallies;
    {_COUNTED};
    {_TALLY};
    PRAGMA user_version = 7
    """,
}

_ONE_MORE: Final = """
        INSERT INTO tallies VALUES (
            new.severity, new.register, new.status, new.state, new.shadow, new.policy, 1)
        ON CONFLICT DO UPDATE SET alerts = alerts + 1"""
_AS_IT_WAS: Final = """
        (severity, register, status, state, shadow, policy)
            = (old.severity, old.register, old.status, old.state, old.shadow, old.policy)"""
# By what alerts are filtered: of each combination of values how many there are.
FOLLOW_ALERTS: Final = f"""
    CREATE TEMP TRIGGER alert_put AFTER INSERT ON main.alerts BEGIN
        {_ONE_MORE};
    END;
    CREATE TEMP TRIGGER alert_changed
    AFTER UPDATE OF severity, register, status, state, policy ON main.alerts
    WHEN (old.severity, old.register, old.status, old.state, old.policy)
        <> (new.severity, new.register, new.status, new.state, new.policy)
    BEGIN
        UPDATE tallies SET alerts = alerts - 1 WHERE {_AS_IT_WAS};
        DELETE FROM tallies WHERE {_AS_IT_WAS} AND alerts = 0;
        {_ONE_MORE};
    END
"""  # noqa: S608 - made of constants

FOLLOW_TEXTS: Final = """
    CREATE TEMP TRIGGER text_put AFTER INSERT ON contents.texts BEGIN
        INSERT INTO found (rowid, words) VALUES (new.place, new.words);
    END;
    CREATE TEMP TRIGGER text_replaced AFTER UPDATE ON contents.texts BEGIN
        INSERT INTO found (found, rowid, words) VALUES ('delete', old.place, old.words);
        INSERT INTO found (rowid, words) VALUES (new.place, new.words);
        UPDATE upkeep SET removed = removed + 1;
    END;
    CREATE TEMP TRIGGER text_dropped AFTER DELETE ON contents.texts BEGIN
        INSERT INTO found (found, rowid, words) VALUES ('delete', old.place, old.words);
        UPDATE upkeep SET removed = removed + 1;
    END
"""

PUT_ALERT: Final = """
    INSERT INTO alerts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'new', NULL)
    ON CONFLICT (id) DO UPDATE SET
        published = excluded.published, revision = excluded.revision, rank = excluded.rank,
        detected_at = excluded.detected_at, severity = excluded.severity, policy = excluded.policy,
        register = excluded.register, status = excluded.status, account_id = excluded.account_id,
        group_id = excluded.group_id, value = excluded.value
    WHERE (excluded.published, excluded.revision, excluded.rank) > (published, revision, rank)
"""
PUT_GROUP: Final = """
    INSERT INTO groups (id, last_at, value, place) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET last_at = excluded.last_at, value = excluded.value, place = excluded.place
    WHERE excluded.place > place
"""
RECORD_DECISION: Final = "INSERT OR IGNORE INTO decisions VALUES (?, ?, ?, ?, ?)"
# For an alert that came, and for one that was decided about: whichever comes last finds the other.
STAND: Final = """
    UPDATE alerts SET state = (
        SELECT decisions.state FROM decisions WHERE subject = alerts.id ORDER BY at DESC, decisions.id DESC LIMIT 1)
    WHERE id = ?1 AND EXISTS (SELECT 1 FROM decisions WHERE subject = ?1)
"""
# For an alert or a text that came, and for a text that went.
SHOW: Final = """
    WITH of (place) AS (
        SELECT max(place) FROM alerts JOIN contents.texts ON alert = id
        WHERE id = ?1 AND status = 'open' AND (texts.published, texts.revision) = (alerts.published, alerts.revision))
    UPDATE alerts SET shown = of.place FROM of WHERE id = ?1 AND shown IS NOT of.place
"""
# Where the file of the contents was lost.
SHOW_NONE_OF_NONE: Final = """
    UPDATE alerts SET shown = NULL WHERE shown IS NOT NULL AND NOT EXISTS (SELECT 1 FROM contents.texts)
"""
# Whether that has happened: whoever only reads finds out without the right to write.
SHOWS_OF_NONE: Final = """
    SELECT NOT EXISTS (SELECT 1 FROM contents.texts) AND EXISTS (SELECT 1 FROM alerts WHERE shown IS NOT NULL)
"""
RECORD_DELIVERY: Final = "INSERT OR IGNORE INTO deliveries VALUES (?, ?)"
RECORD_TOLD: Final = "INSERT OR IGNORE INTO told VALUES (?, ?)"

# What is barred is never written, so that nothing has to be overwritten when a log is read from its start.
PUT_TEXT: Final = """
    INSERT INTO contents.texts (alert, published, revision, value, words)
    WITH new (alert, published, revision, value, words) AS (VALUES (?, ?, ?, ?, ?))
    SELECT * FROM new WHERE NOT EXISTS (
        SELECT 1 FROM bars WHERE bars.alert = new.alert
        AND (bars.published, bars.revision, bars.closed) > (new.published, new.revision, 0))
    ON CONFLICT (alert) DO UPDATE SET
        published = excluded.published, revision = excluded.revision, value = excluded.value, words = excluded.words
    WHERE (excluded.published, excluded.revision) > (published, revision)
"""
DROP_BARRED_TEXT: Final = """
    DELETE FROM contents.texts WHERE alert = ? AND EXISTS (
        SELECT 1 FROM bars WHERE bars.alert = texts.alert
        AND (bars.published, bars.revision, bars.closed) > (texts.published, texts.revision, 0))
"""
BAR: Final = """
    INSERT INTO erased
    WITH unknown (alert, published, revision) AS (VALUES (?, ?, ?)),
    known AS (
        SELECT alerts.id AS alert, alerts.published, alerts.revision FROM alerts JOIN unknown ON alerts.id = alert
        UNION ALL
        SELECT texts.alert, texts.published, texts.revision FROM contents.texts JOIN unknown USING (alert))
    SELECT * FROM (
        SELECT * FROM known UNION ALL SELECT * FROM unknown WHERE NOT EXISTS (SELECT 1 FROM known)
        ORDER BY published DESC, revision DESC LIMIT 1)
    WHERE true
    ON CONFLICT (alert) DO UPDATE SET published = excluded.published, revision = excluded.revision
    WHERE (excluded.published, excluded.revision) > (published, revision)
"""
BAR_VERSION: Final = """
    INSERT INTO erased SELECT alert, published, revision FROM contents.texts WHERE alert = ? AND revision = ?
    ON CONFLICT (alert) DO UPDATE SET published = excluded.published, revision = excluded.revision
    WHERE (excluded.published, excluded.revision) > (published, revision)
"""

SHOWN_TEXT: Final = """
    SELECT texts.value FROM alerts JOIN contents.texts ON alert = id
    WHERE id = ? AND status = 'open' AND (texts.published, texts.revision) = (alerts.published, alerts.revision)
"""

EVERYTHING: Final = {
    "alerts": "SELECT value FROM alerts",
    "contents": """
        SELECT texts.value FROM alerts JOIN contents.texts ON alert = id
        WHERE status = 'open' AND (texts.published, texts.revision) = (alerts.published, alerts.revision)
    """,
    "groups": "SELECT value FROM groups",
    "decisions": "SELECT value FROM decisions",
    "deliveries": "SELECT value FROM deliveries",
}
FORGET_ALL_BUT_BARS: Final = tuple(
    f"DELETE FROM {table}"  # noqa: S608 - made of constants
    for table in ("alerts", "tallies", "groups", "decisions", "deliveries", "told", "contents.texts")
)
