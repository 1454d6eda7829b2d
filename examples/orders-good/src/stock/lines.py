"""What the lines of an order add up to."""

from collections import Counter


def taken(lines: list[dict]) -> dict[str, int]:
    """Items to take, by stock-keeping unit; two lines of one item are taken together."""
    sums: Counter[str] = Counter()
    for line in lines:
        sums[line["sku"]] += line["quantity"]
    return dict(sums)
