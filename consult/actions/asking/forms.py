"""Writing the form of a case: checked by its template, kept as a new version."""

from __future__ import annotations

from dataclasses import dataclass

from consult.access.verbs import Verb
from consult.actions.requests.drafting import missing_fields
from consult.actions.requests.moves import tell_everyone
from consult.actions.work import Work
from consult.cases import forms
from consult.cases.case import Case, CaseForm
from consult.cases.forms.diagnoses import ICD10, common
from consult.cases.forms.shipped import SHIPPED
from consult.cases.forms.template import Template
from consult.cases.request import Urgency
from consult.errors import Duplicate, Invalid, StaleVersion
from consult.ports import Store


def template_named(store: Store, code: str, version: int | None = None) -> Template:
    """A version of a template, the newest without one; raises Invalid for one nobody made."""
    stored = {row.version: row for row in store.templates.list(code=code)}
    shipped = {template.version: template for template in SHIPPED if template.code == code}
    wanted = version or max([*stored, *shipped], default=0)
    if wanted in stored:
        return Template.from_json(stored[wanted].definition)
    if wanted in shipped:
        return shipped[wanted]
    raise Invalid("form.unknown_template", field="template")


def put_form(
    work: Work, case: Case, template: str, data: dict[str, object], version: int | None = None
) -> CaseForm:
    """Append a version; what an emergency still owes is reckoned with it."""
    used = template_named(work.store, template, version)
    clean = forms.clean_form(data, used)
    if "diagnoses" in clean:
        clean["diagnoses"] = _named(work, clean["diagnoses"])
    request = work.store.requests.list(case_id=case.id)[-1]
    absent = missing_fields(work, case, clean, request)
    since = request.submitted_at or work.now
    owed = forms.debts(absent, since) if request.urgency is Urgency.EMERGENCY else ()
    form = CaseForm(
        case_id=case.id,
        version=len(work.store.forms.list(case_id=case.id)) + 1,
        template=template,
        template_version=used.version,
        data=clean,
        debts=tuple(debt.as_json() for debt in owed),
        by=work.actor.person_id,
        at=work.now,
    )
    try:
        work.store.forms.add(form)
    except Duplicate as error:
        raise StaleVersion("form") from error
    return form


def _named(work: Work, rows: object) -> list[dict[str, object]]:
    """Codes with the names they had on this day, in each language the list has."""
    diagnoses: list[dict[str, object]] = rows if isinstance(rows, list) else []
    codes = [str(row["code"]) for row in diagnoses if row["code"]]
    imported = {entry.code: entry for entry in work.store.codes.list(system=ICD10, code=codes)}
    named = []
    for row in diagnoses:
        code = str(row["code"])
        entry = imported.get(code) or common().get(code)
        named.append(
            row if entry is None else row | {"names": _names(entry.en, entry.zh, entry.vi)}
        )
    return named


def _names(en: str, zh: str, vi: str) -> dict[str, str]:
    return {locale: name for locale, name in (("en", en), ("zh-CN", zh), ("vi", vi)) if name}


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteForm:
    """A new version of the form; without `template_version` the newest of that template."""

    case_id: str
    template: str
    form: dict[str, object]
    if_version: int | None = None
    template_version: int | None = None


def write_form(work: Work, cmd: WriteForm) -> int:
    """Append a form version (debts are reckoned anew); returns its number."""
    case = work.open_case(cmd.case_id, Verb.EDIT_CASE)
    newest = len(work.store.forms.list(case_id=case.id))
    if cmd.if_version is not None and cmd.if_version != newest:
        raise StaleVersion("form")
    form = put_form(work, case, cmd.template, cmd.form, cmd.template_version)
    for request in work.store.requests.list(case_id=case.id):
        tell_everyone(work, request)
    return form.version
