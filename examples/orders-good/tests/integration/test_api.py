"""Run against a deployed stack, with API_URL and TOKEN in the environment."""

import json
import os
import urllib.error
import urllib.request

import pytest

URL = os.environ.get("API_URL")
pytestmark = pytest.mark.skipif(URL is None, reason="API_URL names no deployed stack")


def test_an_order_without_a_token_is_refused() -> None:
    """Nobody orders in another's name."""
    request = urllib.request.Request(f"{URL}/orders", data=b'{"lines": []}')
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(request, timeout=10)


def test_the_same_key_places_one_order() -> None:
    """A customer who presses the button twice orders once."""
    request = urllib.request.Request(
        f"{URL}/orders",
        data=json.dumps({"lines": [{"sku": "tea", "quantity": 1}]}).encode(),
        headers={
            "Authorization": os.environ["TOKEN"],
            "Content-Type": "application/json",
            "Idempotency-Key": "integration-1",
        },
    )
    first, second = (json.load(urllib.request.urlopen(request, timeout=10)) for _ in range(2))
    assert first["orderId"] == second["orderId"]
