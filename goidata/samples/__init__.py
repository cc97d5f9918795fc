"""Synthetic reports for trials and benchmarks: invented figures and words over real regions."""

from goidata.samples.bodies import Body, most
from goidata.samples.drawing import Drawing, Sample, reports_of, samples

__all__ = ["Body", "Drawing", "Sample", "most", "reports_of", "samples"]
