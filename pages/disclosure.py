"""主动公开: volumes stated, documents, licences, penalties, compulsion, fees."""

from goidata.dashboard.arrival import begin
from goidata.dashboard.downloads import offer
from goidata.dashboard.headline import headed, what_is_shown
from goidata.dashboard.offers import table, volumes
from goidata.dashboard.parts import disclosure, per_head, stock

visit = begin("disclosure")
what_is_shown(visit)
if led := disclosure.is_stated_by_many(visit):
    disclosure.volumes(visit)
if head := headed(visit):
    disclosure.yearly(visit, head)
    stock.stock(visit, head)
    per_head.per_head(visit, head)
disclosure.documents(visit, "normative_documents")
disclosure.documents(visit, "regulations")
disclosure.decisions(visit, disclosure.DECIDED)
disclosure.decisions(visit, disclosure.FURTHER)
if not led:
    disclosure.volumes(visit)
disclosure.stated(visit)
offer(visit, volumes(visit), table(visit, "figures"))
