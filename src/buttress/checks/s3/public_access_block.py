"""Judges whether a bucket can become public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, gap, met, sets
from buttress.facts.service_defaults import default_of

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource

BLOCK: Final = "PublicAccessBlockConfiguration"
SETTINGS: Final = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")


@check(
    on="AWS::S3::Bucket",
    bears_on=(both("SEC08-BP04"),),
    fix=sets({f"{BLOCK}.{setting}": True for setting in SETTINGS}, unsafe="whoever reads it as the public is refused"),
)
def public_access_block(bucket: Resource, _graph: Graph) -> Verdict:
    """A bucket cannot become public.

    A configuration that is declared replaces the one that new buckets have, so a setting that it leaves out is off.
    """
    if not bucket.present(BLOCK) and bucket.flag(BLOCK, default=default_of(bucket.type, BLOCK)):
        return met("S3 blocks public access to new buckets", bucket.at())
    off = [setting for setting in SETTINGS if not bucket.flag(f"{BLOCK}.{setting}", default=False)]
    if off:
        place = bucket.at(f"{BLOCK}.{off[0]}")
        return gap(f"a policy or an access list can make it public without {' and '.join(off)}", place)
    return met("whatever a policy or an access list says, the public stays out", bucket.at(BLOCK))
