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
from consult.cases.request import AssignmentState
from consult.errors import Denied, HuizhenError, Invalid, NotFound
from consult.events import RoomMoved
from consult.rooms.content import flaw_of, plain
from consult.rooms.room import Post, Posted, RoomEvent
from consult.rooms.surroundings import Key, Surroundings


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
    done, fresh = _store(works[0], [post for posts in taken for post in posts], facts.around)
    for room_id, events in fresh.items():
        works[0].events.append(RoomMoved(room_id, events[-1].seq, tuple(events)))
    _arrivals(works, fresh, facts.around)
    return [
        no if no is not None else [done[_key(post)] for post in posts]
        for posts, no in zip(calls, refused, strict=True)
    ]


class _Facts:
    """What the policy asks about the rooms of a batch; the rooms are held until the commit."""

    def __init__(self, work: Work, calls: Sequence[Sequence[Post]]) -> None:
        every = [post for posts in calls for post in posts]
        self.around = work.store.room_log.around(
            sorted({post.room_id for post in every}),
            sorted({post.author_id for post in every}),
            [_key(post) for post in every],
        )
        self._verdicts: dict[tuple[str, int], HuizhenError | None] = {}

    def refusal(self, work: Work, room_id: str) -> HuizhenError | None:
        """The policy's answer, asked once for each actor and room of the batch."""
        asked = (room_id, id(work.actor))
        if asked not in self._verdicts:
            self._verdicts[asked] = self._judge(work, room_id)
        return self._verdicts[asked]

    def _judge(self, work: Work, room_id: str) -> HuizhenError | None:
        member = self.around.members.get((room_id, work.actor.person_id))
        try:
            if room_id not in self.around.rooms:
                raise NotFound("room")
            parties = self.around.parties.get(room_id, ())
            work.judge_in_room(Verb.POST_MESSAGE, parties, member)
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
    work: Work, posts: Sequence[Post], around: Surroundings
) -> tuple[dict[Key, Posted], dict[str, list[RoomEvent]]]:
    """What becomes of each post; the new events by room."""
    wanted: dict[Key, Post] = {}
    for post in posts:
        wanted.setdefault(_key(post), post)
    done = {
        key: Posted(room_id=post.room_id, cmid=post.cmid, seq=seq, at=at, dup=True)
        for key, post in wanted.items()
        if key in around.known
        for seq, at in [around.known[key]]
    }
    events = [post.event(work.now) for key, post in wanted.items() if key not in done]
    fresh: dict[str, list[RoomEvent]] = defaultdict(list)
    for event in work.store.room_log.append_many(events) if events else ():
        key, cmid = _key(event), event.cmid or ""
        done[key] = Posted(room_id=event.room_id, cmid=cmid, seq=event.seq, at=event.at, dup=False)
        fresh[event.room_id].append(event)
    return done, fresh


def _key(message: Post | RoomEvent) -> Key:
    return message.room_id, message.author_id, message.cmid


def _arrivals(
    works: Sequence[Work], fresh: dict[str, list[RoomEvent]], around: Surroundings
) -> None:
    """The accepted expert's first words are the arrival (到会时间): the request moves by itself."""
    for room_id, events in fresh.items():
        for request_id in around.awaited.get(room_id, ()):
            wrote = {event.author_id for event in events}
            _arrive((work for work in works if work.actor.person_id in wrote), request_id)


def _arrive(writers: Iterable[Work], request_id: str) -> None:
    for work in writers:
        held = work.store.assignments.list(
            request_id=request_id,
            person_id=work.actor.person_id,
            state=AssignmentState.ACCEPTED,
        )
        if held:
            with suppress(Denied):  # a role that ended meanwhile keeps nobody from speaking
                opened, rule = begin(work, request_id, "start", if_version=None)
                move(work, opened, rule, "start")
                return
