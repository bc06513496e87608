"""`python -m tests.proofs [name…]`: run the long proofs, and fail when one breaks."""

import argparse
import os
import sys
from dataclasses import fields

from tests.proofs.broken_feed import prove_broken_feed
from tests.proofs.claims import prove_claims
from tests.proofs.killed_calls import prove_killed_calls
from tests.proofs.killed_imports import prove_killed_imports
from tests.proofs.killed_jobs import prove_killed_jobs
from tests.proofs.killed_partners import prove_killed_partners
from tests.proofs.lived_calls import prove_lived_calls
from tests.proofs.promises import Proof, Sizes, run
from tests.proofs.stores import places
from tests.proofs.takings import prove_takings

PROOFS: dict[str, Proof] = {
    "takings": prove_takings,
    "claims": prove_claims,
    "lived-calls": prove_lived_calls,
    "broken-feed": prove_broken_feed,
    "killed-imports": prove_killed_imports,
    "killed-partners": prove_killed_partners,
    "killed-calls": prove_killed_calls,
    "killed-jobs": prove_killed_jobs,
}
NUMBERS = [field.name for field in fields(Sizes) if field.type is int]


def main() -> None:
    arguments = _read_arguments()
    os.environ["PORTAL_MODE"] = "test"
    sizes = Sizes(**{name: getattr(arguments, name) for name in NUMBERS})
    sizes.tell(f"seed {sizes.seed}")
    names = arguments.proofs or list(PROOFS)
    with places(arguments.engines) as all_places:
        kept = [
            run(PROOFS[name], place, sizes) for name in names for place in all_places
        ]
    sizes.tell(f"{sum(kept)} of {len(kept)} proofs hold")
    sys.exit(0 if all(kept) else 1)


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.proofs", description=__doc__)
    parser.add_argument("proofs", nargs="*", help=f"of {', '.join(PROOFS)}; all")
    parser.add_argument(
        "--engines", nargs="+", default=["sqlite", "postgres"], metavar="ENGINE"
    )
    for name in NUMBERS:
        default = Sizes.__dataclass_fields__[name].default
        parser.add_argument(f"--{name}", type=int, default=default)
    found = parser.parse_args()
    if unknown := set(found.proofs) - set(PROOFS):
        parser.error(f"there is no proof called {', '.join(sorted(unknown))}")
    return found


if __name__ == "__main__":
    main()
