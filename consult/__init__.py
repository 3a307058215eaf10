"""The domain of remote consultation (远程会诊): people, cases, rooms, opinions.

Standard library only: no I/O, no clock, no randomness. `now` and new ids are arguments.
"""
