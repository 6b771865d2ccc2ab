"""A child that computes for ever, and does not even read what it is asked."""

while True:
    pass
