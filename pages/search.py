"""全文检索: words in the narratives, in their context, and in how many reports they stand."""

from goidata.dashboard.arrival import begin
from goidata.dashboard.downloads import offer
from goidata.dashboard.offers import hits, table
from goidata.dashboard.parts import occurrence, passages, searching

visit = begin("search")
asked = searching.asked(visit)
if not asked.words:
    searching.topics(visit, asked)
    offer(visit, table(visit, "sections"))
else:
    if passages.answer(visit, asked):
        occurrence.by_year(visit, asked)
        passages.listed(visit, asked)
        occurrence.by_kind(visit, asked)
        occurrence.by_region(visit, asked)
    offer(visit, hits(visit, asked.words, asked.section))
