"""数据校验: which checks fail, on which reports, by how much."""

from goidata.dashboard.arrival import begin
from goidata.dashboard.downloads import offer
from goidata.dashboard.headline import choose_year, headline, what_is_shown
from goidata.dashboard.offers import table
from goidata.dashboard.parts import checks

visit = begin("checks")
what_is_shown(visit)
if head := headline(visit):
    choose_year(visit, head)
    checks.shares(visit, head)
checks.by_unit(visit)
checks.by_year(visit)
checks.listed(visit)
offer(visit, table(visit, "findings"))
