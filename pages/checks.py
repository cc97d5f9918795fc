"""数据校验: which reports have faults, which checks fail, when and by how much."""

from goidata.dashboard.arrival import begin
from goidata.dashboard.downloads import offer
from goidata.dashboard.failing_table import faults_asked
from goidata.dashboard.headline import what_is_shown
from goidata.dashboard.offers import table
from goidata.dashboard.parts import checks, findings, heat, returns

visit = begin("checks")
what_is_shown(visit)
findings.listed(visit)
returns.together(visit, faults_asked())
checks.shares(visit)
checks.failing(visit)
heat.by_check(visit)
heat.by_region(visit)
offer(visit, table(visit, "findings"))
