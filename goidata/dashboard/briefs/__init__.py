"""简报: two pages on a selection to pass on, as a page to print, a document, a sheet, slides.

`contents` asks the questions once and gives a `Brief`; a writer a format puts it on paper, so that
all four say the same.
"""
