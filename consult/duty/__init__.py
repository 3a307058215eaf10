"""Who is on duty, in which line, and whom a call would reach (值班).

    consult.actions.duty.book.on_call_at(store, org_id, specialty, at) -> OnCall
    consult.duty.on_call.on_call(book, at) -> OnCall                    (pure, over a DutyBook)

An `OnCall` has `lines` (1 to 3), each with `people` in the order they are called (`Contact`: id,
name, phone, and until when they have this duty) and those `skipped` with the reason; the `head`
of the department if somebody is named and reachable; and the `phone` of the centre. A specialty
without a roster has no lines and the hospital's phone. `on_call` answers for one instant and
keeps no state: a running ladder takes a copy and is not disturbed by what is edited later.

Times are instants (UTC) everywhere but in the weekly shifts, which are wall-clock times of the
hospital's own zone (`consult.duty.wall`).
"""
