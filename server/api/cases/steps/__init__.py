"""Steps of a request beyond the shortest way from question to answer."""

from server.api.cases.steps import asking, by_phone, calendar, fees, holding, meeting
from server.http import ApiRoute

STEPS: tuple[ApiRoute, ...] = (
    *asking.ROUTES,
    *by_phone.ROUTES,
    *holding.ROUTES,
    *meeting.ROUTES,
    *calendar.ROUTES,
    *fees.ROUTES,
)
