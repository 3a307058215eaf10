"""Asking a colleague to record or to upload."""

from __future__ import annotations

from datetime import datetime

import msgspec

from consult.actions.asking import tasks
from consult.cases.asking.task import Wanted
from server.http import Body, Context, Id, Instant, Paged, route
from storage.repositories.views.asking.tasks import TaskView, case_tasks, open_tasks


class TaskIn(Body, frozen=True):
    """`person_id` null asks whoever of the hospital is there; `due_at` null: by the urgency."""

    wanted: Wanted
    text: str = ""
    person_id: Id | None = None
    due_at: Instant | None = None


class EndIn(Body, frozen=True):
    done: bool


class TaskState(msgspec.Struct, frozen=True):
    id: str
    state: str
    due_at: datetime
    version: int


@route("POST", "/api/v1/cases/{id}/tasks", body=TaskIn, status=201)
async def ask_colleague(ctx: Context, body: TaskIn) -> TaskState:
    """Ask a colleague of the hospital for files of this case."""
    cmd = tasks.AskColleague(
        case_id=ctx.path["id"],
        wanted=body.wanted,
        text=body.text,
        person_id=body.person_id,
        due_at=body.due_at,
    )
    made = await ctx.run(tasks.ask_colleague, cmd)
    return TaskState(made.id, made.state, made.due_at, made.version)


@route("GET", "/api/v1/cases/{id}/tasks")
async def list_case_tasks(ctx: Context) -> Paged[TaskView]:
    """What was asked of colleagues for this case."""
    rows = await ctx.show(lambda store: case_tasks(store, ctx.actor, ctx.path["id"], ctx.now))
    return Paged(list(rows))


@route("GET", "/api/v1/tasks")
async def list_tasks(ctx: Context) -> Paged[TaskView]:
    """Open tasks for me or for whoever is there, and those I asked for; due first."""
    rows = await ctx.show(lambda store: open_tasks(store, ctx.actor, ctx.now))
    return Paged(list(rows))


@route("POST", "/api/v1/tasks/{id}/end", body=EndIn)
async def end_task(ctx: Context, body: EndIn) -> TaskState:
    """Done without a file, or not wanted any more."""
    cmd = tasks.EndTask(task_id=ctx.path["id"], done=body.done, if_version=ctx.if_match)
    ended = await ctx.run(tasks.end_task, cmd)
    return TaskState(ended.id, ended.state, ended.due_at, ended.version)


ROUTES = (ask_colleague, list_case_tasks, list_tasks, end_task)
