"""Pages that begin with a blank line, and templates that remark on what they expect."""

from __future__ import annotations

from buttress.evidence.page import page_of

TEXT = """
## Why it matters
Orders are lost.

```yaml
A:  # gap # since the first day
  Type: AWS::SQS::Queue
B:  # met
  Type: AWS::SQS::Queue
```

## Fix
Add a queue.

## What it cannot tell
Who looks.
"""


def test_a_remark_beside_what_is_expected_is_no_expectation() -> None:
    page = page_of(TEXT, "sqs/a.md")
    (fence,) = page.fences
    assert [(each.state, each.line) for each in fence.expectations] == [("gap", 6), ("met", 8)]
