"""A child that dies at its first question."""

import sys

sys.stdin.readline()
sys.exit(3)
