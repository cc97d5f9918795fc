"""发布前自查: a draft is dropped in, read and checked here; nothing of it is stored."""

from goidata.dashboard.arrival import begin
from goidata.dashboard.parts import precheck

visit = begin("precheck")
precheck.drafts(visit)
