"""The verbs: one plain function per thing a person or a timer does, and the only writers.

`def sign_opinion(work: Work, cmd: SignOpinion) -> Signed`, run in one transaction by the unit of
work. Each asks the policy through `Work` before it touches anything.
"""
