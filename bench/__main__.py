"""`python -m bench`: all benchmarks, one after another; or those that are named: `python -m bench agenda`."""

import argparse
import subprocess
import sys

BENCHES = (
    "reviews",
    "every_day",
    "agenda",
    "exports",
    "mutation",
    "side_by_side",
    "portfolio",
    "portfolio_by_hand",
    "many_rules",
    "growth",
)


def main() -> None:
    """Run each in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHES)} (default: all)")
    parser.add_argument("--rounds", type=int, help="runs of each kind (default: as each one has it)")
    given = parser.parse_args()
    if unknown := sorted(set(given.names) - set(BENCHES)):
        parser.error(f"there is no bench {', '.join(unknown)}")
    rounds = [] if given.rounds is None else ["--rounds", str(given.rounds)]
    for name in given.names or BENCHES:
        print(f"\n# bench.{name}\n", flush=True)
        if subprocess.run([sys.executable, "-m", f"bench.{name}", *rounds], check=False).returncode:
            print(f"\nbench.{name} came to no end", flush=True)


if __name__ == "__main__":
    main()
