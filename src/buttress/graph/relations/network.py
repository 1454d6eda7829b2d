"""Relations of networks: what lies in which subnet, behind which security group, and where traffic goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.linking import Reader, relates
from buttress.graph.relations.ends import BUCKET, LOG_GROUP, SECURITY_GROUP, SUBNET, VPC, End, reading
from buttress.graph.values import ABSENT, Unresolved

if TYPE_CHECKING:
    from buttress.graph.linking import Linker
    from buttress.graph.resource import Resource

TABLE: Final = ("AWS::EC2::RouteTable",)
ENDPOINT: Final = ("AWS::EC2::VPCEndpoint",)
TEMPLATE: Final = ("AWS::EC2::LaunchTemplate", "AWS::AutoScaling::LaunchConfiguration")

IN_VPC: Final = (
    "AWS::EC2::Subnet",
    "AWS::EC2::RouteTable",
    "AWS::EC2::NetworkAcl",
    "AWS::EC2::SecurityGroup",
    "AWS::EC2::VPCEndpoint",
    "AWS::ElasticLoadBalancingV2::TargetGroup",
)


@relates(*IN_VPC, kinds=("placed-in",))
def in_vpc(resource: Resource, link: Linker) -> None:
    """Relates a part of a network to its VPC."""
    reading(resource, link).to("placed-in", "VpcId", VPC)


@relates("AWS::EC2::SubnetRouteTableAssociation", kinds=("routes-to",))
def route_table_association(resource: Resource, link: Linker) -> None:
    """Relates a subnet to its route table.

    An association that names no subnet is that of a main table, with every subnet that has none of its own.
    """
    subnet: Any = resource.get("SubnetId")
    if subnet is ABSENT:
        subnet = Unresolved("the main route table of its VPC is changed here", resource.location)
    source, target = End(subnet, SUBNET), End(resource.get("RouteTableId"), TABLE)
    reading(resource, link).between("routes-to", source, target, "route table", resource.at())


@relates("AWS::EC2::SubnetNetworkAclAssociation", kinds=("protected-by",))
def acl_association(resource: Resource, link: Linker) -> None:
    """Relates a subnet to its network ACL."""
    acl = End(resource.get("NetworkAclId"), ("AWS::EC2::NetworkAcl",))
    reading(resource, link).between("protected-by", End(resource.get("SubnetId"), SUBNET), acl, "", resource.at())


GATEWAYS: Final = {
    "CarrierGatewayId": (),
    "EgressOnlyInternetGatewayId": ("AWS::EC2::EgressOnlyInternetGateway",),
    "GatewayId": ("AWS::EC2::InternetGateway", "AWS::EC2::VPNGateway"),
    "InstanceId": ("AWS::EC2::Instance",),
    "LocalGatewayId": (),
    "NatGatewayId": ("AWS::EC2::NatGateway",),
    "NetworkInterfaceId": ("AWS::EC2::NetworkInterface",),
    "TransitGatewayId": ("AWS::EC2::TransitGateway",),
    "VpcEndpointId": ENDPOINT,
    "VpcPeeringConnectionId": ("AWS::EC2::VPCPeeringConnection",),
}
DESTINATIONS: Final = ("DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId")


@relates("AWS::EC2::Route", kinds=("routes-to",))
def route(resource: Resource, link: Linker) -> None:
    """Relates a route table to where a route leads; the detail is the destination."""
    detail = next((str(resource.get(path)) for path in DESTINATIONS if resource.get(path) is not ABSENT), "")
    source = End(resource.get("RouteTableId"), TABLE)
    reads = reading(resource, link)
    for path, types in GATEWAYS.items():
        reads.between("routes-to", source, End(resource.get(path), types), detail, resource.at())


@relates("AWS::EC2::VPCGatewayAttachment", kinds=("placed-in",))
def gateway_attachment(resource: Resource, link: Linker) -> None:
    """Relates a gateway to the VPC that it is attached to."""
    reads, vpc = reading(resource, link), End(resource.get("VpcId"), VPC)
    for path, types in (
        ("InternetGatewayId", ("AWS::EC2::InternetGateway",)),
        ("VpnGatewayId", ("AWS::EC2::VPNGateway",)),
    ):
        reads.between("placed-in", End(resource.get(path), types), vpc, "", resource.at())


@relates(*ENDPOINT, kinds=("placed-in", "protected-by", "routes-to"))
def endpoint(resource: Resource, link: Linker) -> None:
    """Relates a VPC endpoint to its subnets and security groups, and the route tables that lead to it."""
    reads = reading(resource, link)
    reads.each("placed-in", "SubnetIds", SUBNET)
    reads.each("protected-by", "SecurityGroupIds", SECURITY_GROUP)
    service = resource.get("ServiceName")
    reads.each("routes-to", "RouteTableIds", TABLE, "" if service is ABSENT else str(service), backwards=True)


@relates("AWS::EC2::FlowLog", kinds=("guards", "logs-to"))
def flow_log(resource: Resource, link: Linker) -> None:
    """Relates a flow log to what it records and where to."""
    reads = reading(resource, link)
    reads.to("guards", "ResourceId", (*VPC, *SUBNET, "AWS::EC2::NetworkInterface"), "flow log")
    reads.to("logs-to", "LogDestination", (*BUCKET, *LOG_GROUP))
    reads.to("logs-to", "LogGroupName", LOG_GROUP)


@relates("AWS::EC2::NatGateway", "AWS::EC2::NetworkInterface", kinds=("placed-in", "protected-by"))
def interface(resource: Resource, link: Linker) -> None:
    """Relates a gateway or network interface to its subnet and security groups."""
    reads = reading(resource, link)
    reads.to("placed-in", "SubnetId", SUBNET)
    reads.each("protected-by", "GroupSet", SECURITY_GROUP)


@relates("AWS::EC2::Instance", kinds=("placed-in", "protected-by", "assumes", "deploys"))
def instance(resource: Resource, link: Linker) -> None:
    """Relates an instance to its subnet, security groups, profile and launch template."""
    reads = reading(resource, link)
    reads.to("placed-in", "SubnetId", SUBNET)
    reads.each("protected-by", "SecurityGroupIds", SECURITY_GROUP)
    reads.to("assumes", "IamInstanceProfile", ("AWS::IAM::InstanceProfile",))
    for card in reads.parts("NetworkInterfaces", "placed-in", "protected-by"):
        card.to("placed-in", "SubnetId", SUBNET)
        card.each("protected-by", "GroupSet", SECURITY_GROUP)
    for path in ("LaunchTemplate.LaunchTemplateId", "LaunchTemplate.LaunchTemplateName"):
        reads.to("deploys", path, TEMPLATE, "launch template", backwards=True)


@relates("AWS::IAM::InstanceProfile", kinds=("assumes",))
def instance_profile(resource: Resource, link: Linker) -> None:
    """Relates an instance profile to its role."""
    reading(resource, link).each("assumes", "Roles", ("AWS::IAM::Role",))


@relates("AWS::EC2::LaunchTemplate", "AWS::AutoScaling::LaunchConfiguration", kinds=("protected-by", "assumes"))
def launch_template(resource: Resource, link: Linker) -> None:
    """Relates a launch template or configuration to the security groups and profile that its instances get."""
    profile = ("AWS::IAM::InstanceProfile", "AWS::IAM::Role")
    reads = reading(resource, link)
    reads.each("protected-by", "LaunchTemplateData.SecurityGroupIds", SECURITY_GROUP)
    reads.each("protected-by", "SecurityGroups", SECURITY_GROUP)
    reads.to("assumes", "LaunchTemplateData.IamInstanceProfile.Arn", profile)
    reads.to("assumes", "LaunchTemplateData.IamInstanceProfile.Name", profile)
    reads.to("assumes", "IamInstanceProfile", profile)
    for card in reads.parts("LaunchTemplateData.NetworkInterfaces", "protected-by"):
        card.each("protected-by", "Groups", SECURITY_GROUP)


LAUNCHES: Final = (
    "LaunchTemplate.LaunchTemplateId",
    "LaunchTemplate.LaunchTemplateName",
    "LaunchConfigurationName",
    "MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.LaunchTemplateId",
    "MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.LaunchTemplateName",
)


@relates("AWS::AutoScaling::AutoScalingGroup", kinds=("placed-in", "deploys", "fronts"))
def scaling_group(resource: Resource, link: Linker) -> None:
    """Relates an Auto Scaling group to its subnets, launch template and target groups."""
    reads = reading(resource, link)
    reads.each("placed-in", "VPCZoneIdentifier", SUBNET)
    for path in LAUNCHES:
        reads.to("deploys", path, TEMPLATE, "launch template", backwards=True)
    reads.each("fronts", "TargetGroupARNs", ("AWS::ElasticLoadBalancingV2::TargetGroup",), backwards=True)
    reads.each("fronts", "LoadBalancerNames", ("AWS::ElasticLoadBalancing::LoadBalancer",), backwards=True)


@relates("AWS::AutoScaling::ScalingPolicy", kinds=("scales",))
def instance_scaling(resource: Resource, link: Linker) -> None:
    """Relates a scaling policy to its Auto Scaling group."""
    reading(resource, link).to("scales", "AutoScalingGroupName", ("AWS::AutoScaling::AutoScalingGroup",))


RULES: Final = {
    "AWS::EC2::SecurityGroupIngress": "ingress",
    "AWS::EC2::SecurityGroupEgress": "egress",
}


@relates(*RULES, kinds=("guards",))
def security_group_rule(resource: Resource, link: Linker) -> None:
    """Relates a rule that stands by itself to its security group; the detail is the direction."""
    reading(resource, link).to("guards", "GroupId", SECURITY_GROUP, RULES[resource.type])


READERS: tuple[Reader, ...] = (
    in_vpc,
    route_table_association,
    acl_association,
    route,
    gateway_attachment,
    endpoint,
    flow_log,
    interface,
    instance,
    instance_profile,
    launch_template,
    scaling_group,
    instance_scaling,
    security_group_rule,
)
