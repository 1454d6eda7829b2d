"""Run with: PYTHONPATH=src/stock pytest tests/unit."""

from lines import taken


def test_two_lines_of_one_item_are_taken_together() -> None:
    """A customer who adds an item twice gets both."""
    lines = [{"sku": "tea", "quantity": 1}, {"sku": "cup", "quantity": 2}, {"sku": "tea", "quantity": 3}]
    assert taken(lines) == {"tea": 4, "cup": 2}


def test_an_order_without_lines_takes_nothing() -> None:
    """The API refuses such an order; an old event may still hold one."""
    assert taken([]) == {}
