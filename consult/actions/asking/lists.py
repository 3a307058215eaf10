"""Lists an administrator keeps: which templates a hospital offers, new versions, codes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from consult.access.verbs import Verb
from consult.actions.asking.forms import template_named
from consult.actions.work import Work
from consult.cases.asking.lists import CodeEntry, StoredTemplate, TemplateSwitch
from consult.cases.forms.diagnoses import CODE, ICD10
from consult.cases.forms.shipped import SHIPPED
from consult.cases.forms.template import Template
from consult.errors import Conflict, Invalid
from consult.names import searchable
from consult.network.specialties import SPECIALTIES

MAX_ROWS = 100_000
MAX_NAME = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchTemplate:
    org_id: str
    code: str
    enabled: bool


def switch_template(work: Work, cmd: SwitchTemplate) -> TemplateSwitch:
    """Offer a template on the new case page of a hospital, or not; what was written stays."""
    work.open_org(cmd.org_id, Verb.MANAGE_ORG)
    template_named(work.store, cmd.code)
    if cmd.code == "general" and not cmd.enabled:
        raise Conflict("template.general_stays")
    made = TemplateSwitch(
        org_id=cmd.org_id,
        code=cmd.code,
        enabled=cmd.enabled,
        by=work.actor.person_id,
        at=work.now,
    )
    if work.store.switches.find(org_id=cmd.org_id, code=cmd.code) is None:
        work.store.switches.add(made)
    else:
        work.store.switches.save(made)
    state = "on" if cmd.enabled else "off"
    work.record(f"template_{state}", f"template:{cmd.code}", for_org=cmd.org_id)
    work.tell(f"org:{cmd.org_id}")
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishTemplate:
    """`definition` as in docs/templates.md; its version is given here."""

    definition: dict[str, object]


def publish_template(work: Work, cmd: PublishTemplate) -> StoredTemplate:
    """Put in a new version; forms begun from now on use it, older ones keep theirs."""
    work.open_network(Verb.MANAGE_NETWORK)
    code = str(cmd.definition.get("code", ""))
    held = [each.version for each in SHIPPED if each.code == code]
    held += [each.version for each in work.store.templates.list(code=code)]
    version = max(held, default=0) + 1
    template = Template.from_json({**cmd.definition, "version": version})
    unknown = set(template.specialties) - set(SPECIALTIES)
    if unknown or len(code) > 40:
        reason = min(unknown, default=code)
        raise Invalid("template.bad_definition", field="definition", reason=reason)
    made = StoredTemplate(
        code=code,
        version=version,
        definition=template.as_json(),
        by=work.actor.person_id,
        at=work.now,
    )
    work.store.templates.add(made)
    work.record("publish_template", f"template:{code}:{version}")
    return made


@dataclass(frozen=True, slots=True)
class CodeRow:
    code: str
    en: str
    zh: str
    vi: str


@dataclass(frozen=True, slots=True)
class ImportCodes:
    rows: tuple[CodeRow, ...]


def import_codes(work: Work, cmd: ImportCodes) -> int:
    """Put in or rename codes of ICD-10; returns how many. All or none."""
    work.open_network(Verb.MANAGE_NETWORK)
    if len(cmd.rows) > MAX_ROWS:
        raise Invalid("codes.too_many", field="file", limit=MAX_ROWS)
    known = {row.code: row for row in work.store.codes.list(system=ICD10)}
    for entry in _entries(cmd.rows):
        if entry.code not in known:
            work.store.codes.add(entry)
        elif known[entry.code] != entry:
            work.store.codes.save(entry)
    work.record("import_codes", "codes:icd10", count=len(cmd.rows))
    return len(cmd.rows)


def _entries(rows: Iterable[CodeRow]) -> list[CodeEntry]:
    found: dict[str, CodeEntry] = {}
    for line, row in enumerate(rows, 2):
        code, names = row.code.strip(), [name.strip() for name in (row.en, row.zh, row.vi)]
        if not CODE.fullmatch(code) or not any(names) or max(map(len, names)) > MAX_NAME:
            raise Invalid("codes.bad_row", field="file", line=line)
        en, zh, vi = names
        words = searchable(" ".join((code, en, zh, vi)))
        entry = CodeEntry(system=ICD10, code=code, en=en, zh=zh, vi=vi, words=words)
        if code in found:
            entry = replace(entry, words=searchable(f"{found[code].words} {words}"))
        found[code] = entry
    return list(found.values())
