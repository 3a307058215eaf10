"""Triggers that keep what was signed, said and recorded, whoever writes SQL.

A later revision that rebuilds such a table must set them again; one that adds such a table calls
`append_only` for it, and names it in LATER.
"""

from __future__ import annotations

from collections.abc import Iterator

# Tables whose rows never change and never go: those of the first revision.
APPEND_ONLY = (
    "audit_event",
    "room_event",
    "room_seal",
    "transition",
    "case_form",
    "adoption",
    "refusal",
)
# Those of later revisions, which set them with `append_only`.
LATER = (
    "escalation_policy",
    "ladder_step",
    "call_note",
    "fee",
    "limits_version",
    "audit_link",
    "capability_version",
    "protocol_version",
    "mdt_signature",
    "referral_entry",
    "figure_unmasking",
)
# A signed opinion may only become superseded; everything else of it stays as it was signed.
SIGNED_CHANGED = """OLD.state <> 'draft' AND NOT (
    OLD.state = 'signed' AND NEW.state = 'superseded'
    AND NEW.id = OLD.id AND NEW.request_id = OLD.request_id
    AND NEW.version = OLD.version AND NEW.author_id = OLD.author_id
    AND NEW.content = OLD.content AND NEW.content_sha256 = OLD.content_sha256
    AND NEW.signed_at = OLD.signed_at AND NEW.signer = OLD.signer)"""
# Since opinions may be interim (revision 0008).
SIGNED_OR_INTERIM_CHANGED = SIGNED_CHANGED.replace(
    "NEW.signer = OLD.signer", "NEW.signer = OLD.signer AND NEW.interim = OLD.interim"
)
SIGNED = "OLD.state <> 'draft'"
ANSWER_SIGNED = "EXISTS (SELECT 1 FROM opinion WHERE id = {row}.opinion_id AND state <> 'draft')"


def guards(dialect: str) -> Iterator[str]:
    """Every trigger of today's schema, one statement each."""
    yield from statements(dialect, SIGNED_OR_INTERIM_CHANGED)
    for table in LATER:
        yield from append_only(dialect, table)
    yield from queue_for_sealing(dialect)


def queue_for_sealing(dialect: str) -> Iterator[str]:
    """Every audit row waits for its link in the chain, also one that somebody wrote by hand."""
    name, queue = "audit_event_to_seal", "INSERT INTO audit_pending (event_id) VALUES (NEW.id)"
    if dialect == "sqlite":
        yield f"CREATE TRIGGER {name} AFTER INSERT ON audit_event BEGIN {queue}; END"
        return
    yield (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"{queue}; RETURN NULL; END $$"
    )
    yield (
        f"CREATE TRIGGER {name} AFTER INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def append_only(dialect: str, table: str) -> Iterator[str]:
    """The triggers of one more table whose rows never change and never go."""
    yield from _trigger(dialect, table, "UPDATE", "true")
    yield from _trigger(dialect, table, "DELETE", "true")


def signed_guard_again(dialect: str) -> Iterator[str]:
    """Replaces the trigger of signed opinions by today's."""
    if dialect == "sqlite":
        yield "DROP TRIGGER opinion_no_update"
    else:
        yield "DROP TRIGGER opinion_no_update ON opinion"
        yield "DROP FUNCTION opinion_no_update()"
    yield from _trigger(dialect, "opinion", "UPDATE", SIGNED_OR_INTERIM_CHANGED)


def statements(dialect: str, signed_changed: str = SIGNED_CHANGED) -> Iterator[str]:
    """Those of the first revision, for `sqlite` or `postgresql`."""
    for table in APPEND_ONLY:
        yield from append_only(dialect, table)
    yield from _trigger(dialect, "opinion", "UPDATE", signed_changed)
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
