"""The EBS volumes that a resource declares: a volume itself, or those that an instance or its template maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.values import some

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.resource import Resource
    from buttress.graph.view import View

MAPPINGS: Final = {
    "AWS::EC2::Instance": "BlockDeviceMappings",
    "AWS::EC2::LaunchTemplate": "LaunchTemplateData.BlockDeviceMappings",
}
ROOTS: Final = ("/dev/xvda", "/dev/sda1")
"""The usual names of the device that an image starts from. Source: "Device names for volumes" of the EC2 User Guide."""


def volumes_of(owner: Resource) -> Iterator[View]:
    """Give the volumes that a resource declares, each read like an EBS volume; raises at the end of an open list."""
    path = MAPPINGS.get(owner.type)
    if path is None:
        yield owner
        return
    for mapping in owner.each(path):
        if mapping.present("Ebs"):
            yield mapping.part("Ebs")


def maps_root(owner: Resource) -> bool:
    """Say whether a resource declares the volume that it starts from, instead of leaving it to the image."""
    path = MAPPINGS.get(owner.type)
    return path is None or some(owner.each(path), lambda mapping: mapping.get("DeviceName") in ROOTS)
