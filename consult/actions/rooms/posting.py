"""Posting into rooms: any number of people and rooms in one transaction.

A busy room costs one transaction for everything that waits, whoever wrote it: what is known of the
rooms is read once for all, the policy is asked once per person and room.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress

from consult.access.verbs import Verb
from consult.actions.requests.moves import begin, move
from consult.actions.work import Work
from consult.cases.case import CaseParty
from consult.cases.request import AssignmentState, Kind, Request
from consult.cases.workflow.consultation import State
from consult.errors import Denied, HuizhenError, Invalid, NotFound
from consult.events import RoomMoved
from consult.rooms.content import flaw_of, plain
from consult.rooms.room import Post, Posted, Room, RoomEvent, RoomMember

Key = tuple[str, str | None, str | None]  # room, author, the author's own id


def post_messages(work: Work, posts: Sequence[Post]) -> list[Posted]:
    """Append messages in their order; what was posted before is answered with its old number.

    All posts are the actor's own. The caller acknowledges only after the commit.
    """
    [result] = post_together([work], [posts])
    if isinstance(result, HuizhenError):
        raise result
    return result


def post_together(
    works: Sequence[Work], calls: Sequence[Sequence[Post]]
) -> list[list[Posted] | HuizhenError]:
    """`post_messages` for several people at once; one's refusal leaves the others' posts alone."""
    facts = _Facts(works[0], calls)
    refused = [_refusal(work, posts, facts) for work, posts in zip(works, calls, strict=True)]
    taken = [posts for posts, no in zip(calls, refused, strict=True) if no is None]
    known, fresh = _store(works[0], [post for posts in taken for post in posts])
    for room_id, events in fresh.items():
        works[0].events.append(RoomMoved(room_id, events[-1].seq, tuple(events)))
    _arrivals(works, fresh)
    return [
        no if no is not None else _numbers(posts, known)
        for posts, no in zip(calls, refused, strict=True)
    ]


class _Facts:
    """What the policy asks about the rooms of a batch; the rooms are held until the commit."""

    def __init__(self, work: Work, calls: Sequence[Sequence[Post]]) -> None:
        store = work.store
        wanted = sorted({post.room_id for posts in calls for post in posts})
        self.rooms: dict[str, Room] = {r.id: r for r in store.room_log.hold(wanted)}
        cases = sorted({room.case_id for room in self.rooms.values()})
        self.parties: dict[str, list[CaseParty]] = defaultdict(list)
        for party in store.parties.list(case_id=cases) if cases else ():
            self.parties[party.case_id].append(party)
        people = sorted({post.author_id for posts in calls for post in posts})
        members = store.members.list(room_id=wanted, person_id=people) if wanted else ()
        self.members: dict[tuple[str, str], RoomMember] = {
            (member.room_id, member.person_id): member for member in members
        }
        self._verdicts: dict[tuple[str, int], HuizhenError | None] = {}

    def refusal(self, work: Work, room_id: str) -> HuizhenError | None:
        """The policy's answer, asked once for each actor and room of the batch."""
        asked = (room_id, id(work.actor))
        if asked not in self._verdicts:
            self._verdicts[asked] = self._judge(work, room_id)
        return self._verdicts[asked]

    def _judge(self, work: Work, room_id: str) -> HuizhenError | None:
        room = self.rooms.get(room_id)
        member = self.members.get((room_id, work.actor.person_id))
        try:
            if room is None:
                raise NotFound("room")
            work.judge_in_room(Verb.POST_MESSAGE, self.parties[room.case_id], member)
        except HuizhenError as error:
            return error
        return None


def _refusal(work: Work, posts: Sequence[Post], facts: _Facts) -> HuizhenError | None:
    """Why none of these posts is taken, if so."""
    me = work.actor.person_id
    if any(post.author_id != me for post in posts):
        return Invalid("room.not_the_author", field="author_id")
    for room_id in {post.room_id for post in posts}:
        if (refusal := facts.refusal(work, room_id)) is not None:
            return refusal
    try:
        for post in posts:
            check_post(post)
    except HuizhenError as error:
        return error
    return None


def check_post(post: Post) -> None:
    """Raises Invalid for a message no room takes, or one that `discussion.say` has to take."""
    if (flaw := flaw_of(post)) is not None:
        raise Invalid(flaw, field="body")
    if not plain(post):
        raise Invalid("room.bad_kind", field="kind")


def _store(
    work: Work, posts: Sequence[Post]
) -> tuple[dict[Key, tuple[RoomEvent, bool]], dict[str, list[RoomEvent]]]:
    """Each post's event and whether it had been there before; the new ones by room."""
    log = work.store.room_log
    wanted: dict[Key, Post] = {}
    for post in posts:
        wanted.setdefault((post.room_id, post.author_id, post.cmid), post)
    known = {_key(event): (event, True) for event in log.find_all(list(wanted))}
    events = [post.event(work.now) for key, post in wanted.items() if key not in known]
    fresh: dict[str, list[RoomEvent]] = defaultdict(list)
    for event in log.append_many(events) if events else ():
        known[_key(event)] = (event, False)
        fresh[event.room_id].append(event)
    return known, fresh


def _key(event: RoomEvent) -> Key:
    return event.room_id, event.author_id, event.cmid


def _numbers(posts: Sequence[Post], known: dict[Key, tuple[RoomEvent, bool]]) -> list[Posted]:
    found = [known[post.room_id, post.author_id, post.cmid] for post in posts]
    return [
        Posted(room_id=event.room_id, cmid=post.cmid, seq=event.seq, at=event.at, dup=dup)
        for post, (event, dup) in zip(posts, found, strict=True)
    ]


def _arrivals(works: Sequence[Work], fresh: dict[str, list[RoomEvent]]) -> None:
    """The accepted expert's first words are the arrival (到会时间): the request moves by itself."""
    if not fresh:
        return
    store = works[0].store
    waiting = store.requests.list(room_id=sorted(fresh), state=State.ACCEPTED)
    for request in waiting:
        if request.kind is Kind.CONSULTATION:
            wrote = {event.author_id for event in fresh[request.room_id]}
            _arrive((work for work in works if work.actor.person_id in wrote), request)


def _arrive(writers: Iterable[Work], request: Request) -> None:
    for work in writers:
        held = work.store.assignments.list(
            request_id=request.id,
            person_id=work.actor.person_id,
            state=AssignmentState.ACCEPTED,
        )
        if held:
            with suppress(Denied):  # a role that ended meanwhile keeps nobody from speaking
                opened, rule = begin(work, request.id, "start", if_version=None)
                move(work, opened, rule, "start")
                return
