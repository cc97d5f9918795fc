"""Reports as pictures: drawn as pages, mishandled as scanners and cameras do, read and compared."""
