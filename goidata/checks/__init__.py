"""The declared checks applied to a report."""

from goidata.checks.evaluator import run
from goidata.checks.finding import Finding, Outcome

__all__ = ["Finding", "Outcome", "run"]
