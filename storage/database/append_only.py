"""Triggers that keep what was signed, said and recorded, whoever writes SQL.

Used by the first revision; a later one that rebuilds such a table must set them again.
"""

from __future__ import annotations

from collections.abc import Iterator

# Tables whose rows never change and never go.
APPEND_ONLY = (
    "audit_event",
    "room_event",
    "room_seal",
    "transition",
    "case_form",
    "adoption",
    "refusal",
)
# A signed opinion may only become superseded; everything else of it stays as it was signed.
SIGNED_CHANGED = """OLD.state <> 'draft' AND NOT (
    OLD.state = 'signed' AND NEW.state = 'superseded'
    AND NEW.id = OLD.id AND NEW.request_id = OLD.request_id
    AND NEW.version = OLD.version AND NEW.author_id = OLD.author_id
    AND NEW.content = OLD.content AND NEW.content_sha256 = OLD.content_sha256
    AND NEW.signed_at = OLD.signed_at AND NEW.signer = OLD.signer)"""
SIGNED = "OLD.state <> 'draft'"
ANSWER_SIGNED = "EXISTS (SELECT 1 FROM opinion WHERE id = {row}.opinion_id AND state <> 'draft')"


def statements(dialect: str) -> Iterator[str]:
    """The DDL for `sqlite` or `postgresql`, one statement each."""
    for table in APPEND_ONLY:
        yield from _trigger(dialect, table, "UPDATE", "true")
        yield from _trigger(dialect, table, "DELETE", "true")
    yield from _trigger(dialect, "opinion", "UPDATE", SIGNED_CHANGED)
    yield from _trigger(dialect, "opinion", "DELETE", SIGNED)
    for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        yield from _trigger(dialect, "answer", event, ANSWER_SIGNED.format(row=row))


def _trigger(dialect: str, table: str, event: str, condition: str) -> Iterator[str]:
    name = f"{table}_no_{event.lower()}"
    if dialect == "sqlite":
        yield (
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
        return
    # PostgreSQL takes no subquery in WHEN: the condition goes into the function.
    row = "OLD" if event == "DELETE" else "NEW"
    yield (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{table} is append-only'; END IF; "
        f"RETURN {row}; END $$"
    )
    yield (
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
