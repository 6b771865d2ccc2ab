"""A child that answers no JSON."""

import sys

for _ in sys.stdin:
    sys.stdout.write("not JSON\n")
    sys.stdout.flush()
