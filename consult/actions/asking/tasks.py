"""Asking a colleague of the hospital to record or to upload (请上传); done when files arrive."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from consult.access.policy import COUNTY, CaseSubject, decide
from consult.access.verbs import Verb
from consult.actions.work import Work
from consult.cases.asking.task import ASKED_FOR, DUE, CaseTask, TaskState, Wanted
from consult.cases.case import Case
from consult.cases.request import Urgency
from consult.errors import Invalid, NotFound, StaleVersion
from consult.rooms.room import SystemNote

MAX_TEXT = 500
MAX_OPEN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class AskColleague:
    """`person_id` None asks whoever of the hospital is there; `due_at` None: by the urgency."""

    case_id: str
    wanted: Wanted
    text: str = ""
    person_id: str | None = None
    due_at: datetime | None = None


def ask_colleague(work: Work, cmd: AskColleague) -> CaseTask:
    """Make a task that waits in the colleagues' Today."""
    case = work.open_case(cmd.case_id, Verb.ADD_MATERIAL)
    if cmd.wanted not in ASKED_FOR:
        raise Invalid("task.not_a_file", field="wanted")
    if len(cmd.text) > MAX_TEXT:
        raise Invalid("request.text_too_long", field="text", limit=MAX_TEXT)
    if cmd.person_id is not None and not _works_here(work, cmd.person_id, case.owner_org):
        raise Invalid("task.not_a_colleague", field="person_id")
    open_ones = work.store.tasks.list(case_id=case.id, request_id=None, state=TaskState.OPEN)
    if len(open_ones) >= MAX_OPEN:
        raise Invalid("task.too_many", field="wanted", limit=MAX_OPEN)
    task = CaseTask(
        id=work.new_id(),
        case_id=case.id,
        org_id=case.owner_org,
        wanted=cmd.wanted,
        text=cmd.text.strip(),
        asked_by=work.actor.person_id,
        person_id=cmd.person_id,
        created_at=work.now,
        due_at=cmd.due_at or work.now + DUE[_urgency(work, case)],
    )
    work.store.tasks.add(task)
    _tell(work, case, "task.asked", task)
    return task


def _works_here(work: Work, person_id: str, org_id: str) -> bool:
    roles = work.store.roles.list(person_id=person_id, org_id=org_id)
    return any(role.role in COUNTY and role.active(work.now) for role in roles)


def _urgency(work: Work, case: Case) -> Urgency:
    """That of the most urgent request."""
    order = list(DUE)
    held = [request.urgency for request in work.store.requests.list(case_id=case.id)]
    return min(held, key=order.index, default=Urgency.ROUTINE)


def _tell(work: Work, case: Case, code: str, task: CaseTask) -> None:
    params: dict[str, object] = {"by": work.actor.person_id, "wanted": task.wanted}
    for room in work.store.rooms.list(case_id=case.id):
        work.note_in_room(room.id, SystemNote(code, params))
    work.tell(f"org:{task.org_id}", f"case:{case.id}", f"person:{task.asked_by}")


@dataclass(frozen=True, slots=True, kw_only=True)
class EndTask:
    task_id: str
    done: bool
    if_version: int | None = None


def end_task(work: Work, cmd: EndTask) -> CaseTask:
    """Done without a file (a sheet brought by hand), or not wanted any more."""
    task = work.store.tasks.find(id=cmd.task_id)
    if task is None or not _may_know(work, task):
        raise NotFound("task")
    if task.request_id is None:
        case = work.open_case(task.case_id, Verb.ADD_MATERIAL)
    else:
        case = work.open_request(task.request_id, Verb.RECEIVE_PATIENT).case
    if task.state is not TaskState.OPEN:
        return task
    if cmd.if_version is not None and cmd.if_version != task.version:
        raise StaleVersion("task")
    return _end(work, case, task, TaskState.DONE if cmd.done else TaskState.WITHDRAWN)


def _may_know(work: Work, task: CaseTask) -> bool:
    subject = CaseSubject(parties=tuple(work.store.parties.list(case_id=task.case_id)))
    return decide(work.actor, Verb.READ_CASE, subject, work.now).allowed


def _end(work: Work, case: Case, task: CaseTask, state: TaskState) -> CaseTask:
    ended = replace(
        task,
        state=state,
        done_at=work.now,
        done_by=work.actor.person_id,
        version=task.version + 1,
    )
    work.store.tasks.save(ended)
    _tell(work, case, f"task.{state}", ended)
    return ended


def finish_tasks(work: Work, case: Case) -> None:
    """Files have come: what was asked of colleagues is done, but for who asked themselves."""
    wanted = work.store.tasks.list(case_id=case.id, request_id=None, state=TaskState.OPEN)
    for task in wanted:
        if task.asked_by != work.actor.person_id or task.person_id == work.actor.person_id:
            _end(work, case, task, TaskState.DONE)
