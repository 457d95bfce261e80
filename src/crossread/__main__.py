"""``python -m crossread`` is the command."""

from crossread.cli import main

if __name__ == "__main__":
    main()
