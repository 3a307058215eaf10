"""Templates and codes as a hospital offers them: no patient's data in here."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from consult.cases.forms.diagnoses import ICD10, common
from consult.cases.forms.shipped import SHIPPED
from consult.cases.forms.template import Template
from consult.names import searchable
from storage.database.tables.county import code_entry
from storage.repositories.store import SqlStore
from storage.repositories.views.values import View

MOST_CODES = 20
ESCAPE = "\\"


class TemplateVersion(View, frozen=True):
    """`enabled` is the hospital's choice, of all versions; forms are begun with the newest."""

    code: str
    version: int
    newest: bool
    shipped: bool
    enabled: bool
    definition: dict[str, Any]


class CodeView(View, frozen=True):
    code: str
    en: str
    zh: str
    vi: str


def all_templates(store: SqlStore) -> dict[tuple[str, int], tuple[Template, bool]]:
    """(code, version) to the template and whether it ships; what was put in wins."""
    found = {(each.code, each.version): (each, True) for each in SHIPPED}
    for row in store.templates.list():
        found[row.code, row.version] = (Template.from_json(row.definition), False)
    return found


def template_versions(store: SqlStore, org_id: str | None) -> list[TemplateVersion]:
    """In the order of the chips, newest version first."""
    known = all_templates(store)
    order = {template.code: place for place, template in enumerate(SHIPPED)}
    off = {row.code for row in store.switches.list(org_id=org_id or "") if not row.enabled}
    newest = {code: max(v for c, v in known if c == code) for code, _ in known}
    keys = sorted(known, key=lambda key: (order.get(key[0], len(order)), key[0], -key[1]))
    return [
        TemplateVersion(
            code=code,
            version=version,
            newest=newest[code] == version,
            shipped=known[code, version][1],
            enabled=code not in off,
            definition=known[code, version][0].as_json(),
        )
        for code, version in keys
    ]


def find_codes(store: SqlStore, text: str) -> list[CodeView]:
    """Codes whose number or names hold every word; imported ones win over those that ship."""
    words = searchable(text[:100]).split()
    if not words:
        return []
    table = code_entry
    query = (
        sa.select(table.c.code, table.c.en, table.c.zh, table.c.vi)
        .where(
            table.c.system == ICD10,
            *(table.c.words.like(_pattern(word), escape=ESCAPE) for word in words),
        )
        .order_by(sa.func.length(table.c.code), table.c.code)
        .limit(MOST_CODES)
    )
    rows = [CodeView(**row) for row in store.conn.execute(query).mappings()]
    have = {row.code for row in rows}
    shipped = [
        CodeView(code=each.code, en=each.en, zh=each.zh, vi=each.vi)
        for each in common().values()
        if each.code not in have and all(_holds(each.words, word) for word in words)
    ]
    begins = words[0]
    return sorted(
        [*shipped, *rows],
        key=lambda row: (not row.code.casefold().startswith(begins), len(row.code), row.code),
    )[:MOST_CODES]


def _spread(word: str) -> str:
    """Chinese is written without blanks: its signs in their order, others between them."""
    return "%" if any("\u4e00" <= sign <= "\u9fff" for sign in word) else ""


def _pattern(word: str) -> str:
    signs = [ESCAPE + sign if sign in f"%_{ESCAPE}" else sign for sign in word]
    return f"%{_spread(word).join(signs)}%"


def _holds(text: str, word: str) -> bool:
    if not _spread(word):
        return word in text
    rest = iter(text)
    return all(sign in rest for sign in word)


def count_codes(store: SqlStore) -> int:
    """How many were imported."""
    query = sa.select(sa.func.count()).select_from(code_entry).where(code_entry.c.system == ICD10)
    return int(store.conn.execute(query).scalar_one())
