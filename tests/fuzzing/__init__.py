"""Readers, narrative and alignment fuzzed; findings lie in found/, each named after its target."""
