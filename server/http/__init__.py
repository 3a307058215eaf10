"""One pattern for every JSON route.

class NewThing(Body, frozen=True):
    name: str

@route("POST", "/api/v1/things", body=NewThing, status=201)
async def make_thing(ctx: Context, body: NewThing) -> Saved:
    thing = await ctx.run(things.make, things.Make(name=body.name))
    return Saved(id=thing.id)

ROUTES = (make_thing,)   # listed by server.api
"""

from server.http.context import Context, Page, Paged
from server.http.decoding import Body, Id, Instant
from server.http.routing import ApiRoute, route

__all__ = ["ApiRoute", "Body", "Context", "Id", "Instant", "Page", "Paged", "route"]
