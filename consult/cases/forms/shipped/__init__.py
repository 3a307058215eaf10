"""The templates that ship; an old version stays as long as forms may name it."""

from consult.cases.forms.shipped.chest_pain import CHEST_PAIN
from consult.cases.forms.shipped.child import CHILD
from consult.cases.forms.shipped.general import GENERAL
from consult.cases.forms.shipped.obstetric import OBSTETRIC
from consult.cases.forms.shipped.rehabilitation import REHABILITATION
from consult.cases.forms.shipped.stroke import STROKE
from consult.cases.forms.shipped.trauma import TRAUMA
from consult.cases.forms.template import Template

SHIPPED: tuple[Template, ...] = (
    CHEST_PAIN,
    STROKE,
    TRAUMA,
    OBSTETRIC,
    CHILD,
    REHABILITATION,
    GENERAL,
)

__all__ = ["SHIPPED"]
