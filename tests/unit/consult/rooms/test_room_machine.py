"""The room against a model: a list of what was said, once each, in one order."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from consult.actions.rooms import membership
from consult.actions.rooms.posting import post_together
from consult.actions.work import Work
from consult.errors import Denied, HuizhenError
from consult.rooms.room import Post, Posted
from tests.worlds.steps import take
from tests.worlds.world import build_world

PEOPLE = ("county.doctor", "cardiologist", "coordinator")
calls = st.lists(
    st.tuples(
        st.sampled_from(PEOPLE),
        st.integers(0, 1),
        st.lists(st.integers(0, 6), min_size=1, max_size=4),
    ),
    min_size=1,
    max_size=4,
)


class Rooms(RuleBasedStateMachine):
    """`said` is the model: by room, who said what under which number of their own."""

    @initialize()
    def open(self) -> None:
        self.world = build_world()
        cases = [self.world.case(send=True) for _ in range(2)]
        for case in cases:
            take(self.world, case.request_id)
        self.rooms = [case.room_id for case in cases]
        self.inside = {(who, room) for who in PEOPLE[:2] for room in self.rooms}
        self.said: dict[str, list[tuple[str, str]]] = {room: [] for room in self.rooms}
        self.seqs: dict[tuple[str, str, str], int] = {}

    @rule(calls=calls)
    def post(self, calls: list[tuple[str, int, list[int]]]) -> None:
        """Several people at once, some of it said before, some twice in one go."""
        actors = {who: self.world.actor(who) for who in PEOPLE}
        with self.world.store() as store:
            works, batches = [], []
            for who, room, numbers in calls:
                author = self.world.ids[who]
                works.append(Work(actors[who], self.world.now, self.world.new_id, store, "t"))
                batches.append(
                    [
                        Post(
                            room_id=self.rooms[room],
                            author_id=author,
                            cmid=f"{n}",
                            body={"text": f"{who} {n}"},
                        )
                        for n in numbers
                    ]
                )
            results = post_together(works, batches)
        for (who, room, _), batch, result in zip(calls, batches, results, strict=True):
            self._compare(who, self.rooms[room], batch, result)

    def _compare(
        self, who: str, room: str, batch: list[Post], result: list[Posted] | HuizhenError
    ) -> None:
        if (who, room) not in self.inside:
            assert isinstance(result, Denied)
            return
        assert not isinstance(result, HuizhenError)
        for post, posted in zip(batch, result, strict=True):
            known = self.seqs.setdefault((room, who, post.cmid), posted.seq)
            assert (posted.seq, posted.cmid) == (known, post.cmid)
            if (who, post.cmid) not in self.said[room]:
                self.said[room].append((who, post.cmid))

    @rule(room=st.integers(0, 1))
    def come_in(self, room: int) -> None:
        self.world.do(membership.enter_room, membership.EnterRoom(self.rooms[room]), "coordinator")
        self.inside.add(("coordinator", self.rooms[room]))

    @invariant()
    def the_log_is_what_was_said(self) -> None:
        names = {self.world.ids[who]: who for who in PEOPLE}
        for room in self.rooms:
            with self.world.store() as store:
                log = store.room_log.read(room, after=0, limit=1000)
                head = store.rooms.get(room).head_seq
            assert [event.seq for event in log] == list(range(1, head + 1))
            spoken = [event for event in log if event.cmid is not None]
            assert {(names[str(e.author_id)], str(e.cmid)) for e in spoken} == set(self.said[room])
            assert len(spoken) == len(self.said[room])
            for event in spoken:
                key = (room, names[str(event.author_id)], str(event.cmid))
                assert self.seqs[key] == event.seq


Rooms.TestCase.settings = settings(
    max_examples=6,
    stateful_step_count=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestRooms = Rooms.TestCase
