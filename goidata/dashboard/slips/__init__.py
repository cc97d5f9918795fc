"""退回单: what goes back to a unit about its report, as Word, as Excel and as a page to print.

What stands in it is gathered once (`slip`); the writers only set it down.
"""
