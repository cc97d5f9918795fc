"""Synthetic reports for trials and benchmarks: invented figures and words over real regions."""

from goidata.samples.drawing import Sample, samples

__all__ = ["Sample", "samples"]
