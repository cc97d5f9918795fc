"""The parts of the pages: each asks one question and shows its answer."""
