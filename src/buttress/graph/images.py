"""What the image of an instance tells by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.layers import literals
from buttress.graph.values import Text, Unresolved

if TYPE_CHECKING:
    from buttress.graph.resource import Resource

PATHS: Final = {
    "AWS::AutoScaling::LaunchConfiguration": "ImageId",
    "AWS::EC2::Instance": "ImageId",
    "AWS::EC2::LaunchTemplate": "LaunchTemplateData.ImageId",
}
"""Where a type says from which image it starts."""


def is_windows(instance: Resource) -> bool:
    """Say whether the path in the Parameter Store, or the parameter, that gives the image names Windows.

    Windows Server runs on x86 alone. Source: "Windows AMIs" of the Amazon EC2 User Guide: none is for Arm.
    """
    image = instance.get(PATHS[instance.type])
    if isinstance(image, Unresolved) and image.undecided:
        image.refuse()
    holes = [hole.name for hole in image.holes] if isinstance(image, Text) else []
    return "windows" in " ".join((literals(image), *holes)).lower()


__all__ = ["is_windows"]
