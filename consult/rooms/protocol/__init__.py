"""`consult.v1`, the language of the socket, without any socket: frames in, effects out.

`docs/protocol.md` tells it to people who write clients.
"""
