"""`kontor bench`: how fast the portal is, as ratios against a floor measured in the same run."""

import argparse

from kontor.cli.frame import throw_away

# clients in the directory: how many times SELECT 1 the 95th percentile may take (spec § 16)
GOALS = {100_000: 15, 1_000_000: 60}


def run(words: list[str]) -> int:
    """Exit status 0 where every goal is met, 1 otherwise. Nothing is kept."""
    parser = argparse.ArgumentParser(prog="kontor bench")
    parser.add_argument("what", choices=["search"])
    parser.add_argument("--clients", type=int, choices=GOALS, action="append")
    options = parser.parse_args(words)
    with throw_away():
        met = [_search(clients) for clients in sorted(options.clients or GOALS)]
    return 0 if all(met) else 1


def _search(clients: int) -> bool:
    from kontor.cli.bench import directory, search

    directory.fill(clients)
    found = search.measure()
    goal = GOALS[clients]
    print(
        f"client search, {clients:,} clients: p95 {found.ratio:.1f} × SELECT 1 (goal {goal} ×),"
        f" middle {found.middle / found.floor:.1f} ×, slowest “{found.slowest}”"
    )
    return found.ratio <= goal
