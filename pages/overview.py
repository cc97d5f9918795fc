"""总览: the six indicators, the way applications end, what needs attention."""

from goidata.dashboard.arrival import begin
from goidata.dashboard.attention import attention
from goidata.dashboard.downloads import offer
from goidata.dashboard.headline import choose_year, headline, what_is_shown
from goidata.dashboard.offers import measured, table
from goidata.dashboard.parts import applications, disclosure, overview
from goidata.dashboard.parts.brief import brief

visit = begin("overview")
what_is_shown(visit)
if head := headline(visit):
    choose_year(visit, head)
    overview.filing(visit, head)
    overview.six(visit, head)
    overview.years(visit, head)
applications.outcomes_by_unit(visit)
disclosure.volumes(visit)
attention(visit)
brief(visit)
offer(visit, measured(visit, overview.SIX), table(visit, "figures"))
