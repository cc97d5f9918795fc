"""`python -m goidata`."""

from goidata.cli import main

if __name__ == "__main__":
    main()
