"""The documents of a new lens, to start from: one pillar, one question, two practices."""

from __future__ import annotations

from typing import Final

HEAD: Final = """\
# A lens: its pillars are files beside this one. `buttress lens lint FOLDER` checks it, `buttress lens compile FOLDER`
# makes the JSON that the AWS Well-Architected Tool imports, `buttress lens preview FOLDER` lets you answer it.
id: {id}
name: {name}
description: What this house asks of each workload beside the Framework.
pillars: [reliability]
"""

PILLAR: Final = """\
lens: {id}
pillar: {{id: reliability, name: Reliability}}
questions:
  - id: {id}_rel_1
    code: REL1
    title: How would you notice that orders no longer arrive?
    why: >-
      Customers who cannot order do not write to you. They order elsewhere.
    ask: >-
      It is Saturday evening, and since ten minutes no order has come in. What tells you, and whom does it reach?
    dig_deeper:
      - When did that alarm last ring, and what was the cause?
      - How long may it be quiet before it is no longer normal?
    who: [operator]
    read: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
    choices:
      - id: {id}_rel_1_alarm
        title: An alarm rings when orders stop
        risk: high # high, medium or low: the risk of the question when this is absent
        class: C # A: configuration decides it, P: evidence supports it, C: people say it
        ask: Show me the alarm that looks at the number of orders. Whom does it call at night?
        dig_deeper:
          - What does it do when the number is missing rather than low?
          - What would it have said during your last outage?
        good_looks_like: >-
          One alarm looks at orders per minute, treats missing numbers as a breach, and calls whoever is on duty.
        done_when: Stopping the order test client in the test stage calls somebody within five minutes.
        if_absent: Customers meet an order page that does not work until one of them takes the trouble to call.
        steps:
          - Count each order in a metric of your own, in CloudWatch.
          - Set an alarm on its sum that treats missing data as breaching, and let it reach the person on duty.
        effort: {{size: S, because: it is one metric and one alarm}}
        read: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
      - id: {id}_rel_1_page
        title: The runbook says what to do first
        risk: medium
        class: C
        ask: The alarm rings. Which page does the person on duty open, and what is its first line?
        dig_deeper:
          - Who followed that page last, and what was missing on it?
          - Where does the page lie when your own wiki is what is down?
        good_looks_like: >-
          The alarm's text links to a page whose first line can be done by somebody who was asleep a minute ago.
        done_when: Somebody from another team follows the page in a rehearsal and needs to ask nothing.
        if_absent: The outage lasts as long as it takes to find the one who knows.
        steps:
          - Write down what was done in the last outage, in the order in which it should have been done.
          - Put the address of that page into the alarm's description.
        effort: {{size: S, because: it is a page of text}}
        read: https://docs.aws.amazon.com/wellarchitected/latest/framework/ops_ready_to_support_use_runbooks.html
"""


def new_documents(lens_id: str, name: str) -> dict[str, str]:
    """Give the documents of a new lens by their file names."""
    return {"lens.yaml": HEAD.format(id=lens_id, name=name), "reliability.yaml": PILLAR.format(id=lens_id)}
