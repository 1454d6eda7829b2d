"""Relations of what serves requests: distributions, load balancers, web ACLs and containers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.linking import Reader, relates
from buttress.graph.relations.ends import BUCKET, FUNCTION, LOG_GROUP, ROLE, SECURITY_GROUP, SUBNET, End, From, reading
from buttress.graph.values import ABSENT, Reference, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.linking import Linker
    from buttress.graph.resource import Resource

BALANCER: Final = ("AWS::ElasticLoadBalancingV2::LoadBalancer",)
LISTENER: Final = ("AWS::ElasticLoadBalancingV2::Listener",)
TARGETS: Final = ("AWS::ElasticLoadBalancingV2::TargetGroup",)
API_STAGE: Final = ("AWS::ApiGateway::Stage",)
ORIGINS: Final = (
    *BUCKET,
    *BALANCER,
    "AWS::ApiGateway::RestApi",
    "AWS::ApiGatewayV2::Api",
    "AWS::Lambda::Url",
    "AWS::ElasticLoadBalancing::LoadBalancer",
    "AWS::MediaPackage::OriginEndpoint",
)


@relates("AWS::CloudFront::Distribution", kinds=("fronts", "logs-to", "triggers"))
def distribution(resource: Resource, link: Linker) -> None:
    """Relates a distribution to its origins, its log bucket, and the functions at its edges."""
    reads = reading(resource, link)
    for origin in reads.parts("DistributionConfig.Origins", "fronts"):
        origin.to("fronts", "DomainName", ORIGINS)
    reads.to("logs-to", "DistributionConfig.Logging.Bucket", BUCKET)
    for behaviour in _behaviours(reads):
        for hook in behaviour.parts("LambdaFunctionAssociations", "triggers"):
            hook.to("triggers", "LambdaFunctionARN", FUNCTION, "sync")


def _behaviours(reads: From) -> Iterator[From]:
    yield from reads.part("DistributionConfig.DefaultCacheBehavior", "triggers")
    yield from reads.parts("DistributionConfig.CacheBehaviors", "triggers")


@relates("AWS::WAFv2::WebACLAssociation", kinds=("guards",))
def web_acl_association(resource: Resource, link: Linker) -> None:
    """Relates a web ACL to the stage, load balancer, API or pool that it protects."""
    value = resource.get("ResourceArn")
    found = End(_stage(value), ())
    if found.value is ABSENT:
        found = End(value, (*BALANCER, *API_STAGE, "AWS::AppSync::GraphQLApi", "AWS::Cognito::UserPool", *API))
    source = End(resource.get("WebACLArn"), ("AWS::WAFv2::WebACL",))
    reading(resource, link).between("guards", source, found, "web ACL", resource.at())


API: Final = ("AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api")


def _stage(value: Any) -> Any:  # noqa: ANN401 - a value of the graph
    """Give the reference to a stage in `arn:…:/restapis/<api>/stages/<stage>`, which names the API too."""
    references = value.references if isinstance(value, Text) else ()
    return next((each for each in references if each.resource.type in API_STAGE), ABSENT)


@relates("AWS::CloudFront::Distribution", kinds=("guards",))
def distribution_acl(resource: Resource, link: Linker) -> None:
    """Relates the web ACL that a distribution names to the distribution."""
    acl = ("AWS::WAFv2::WebACL", "AWS::WAF::WebACL")
    reading(resource, link).to("guards", "DistributionConfig.WebACLId", acl, "web ACL", backwards=True)


@relates(*BALANCER, "AWS::ElasticLoadBalancing::LoadBalancer", kinds=("placed-in", "protected-by", "logs-to", "fronts"))
def load_balancer(resource: Resource, link: Linker) -> None:
    """Relates a load balancer to its subnets, security groups and log bucket."""
    reads = reading(resource, link)
    reads.each("placed-in", "Subnets", SUBNET)
    reads.each("protected-by", "SecurityGroups", SECURITY_GROUP)
    for mapping in reads.parts("SubnetMappings", "placed-in"):
        mapping.to("placed-in", "SubnetId", SUBNET)
    for attribute in reads.parts("LoadBalancerAttributes", "logs-to"):
        if isinstance(key := attribute.view.get("Key"), str) and key == "access_logs.s3.bucket":
            attribute.to("logs-to", "Value", BUCKET)
    reads.to("logs-to", "AccessLoggingPolicy.S3BucketName", BUCKET)
    reads.each("fronts", "Instances", ("AWS::EC2::Instance",))


@relates(*LISTENER, kinds=("fronts",))
def listener(resource: Resource, link: Linker) -> None:
    """Relates a load balancer to its listener, and the listener to the target groups that it forwards to."""
    reads = reading(resource, link)
    reads.to("fronts", "LoadBalancerArn", BALANCER, "listener", backwards=True)
    for action in reads.parts("DefaultActions", "fronts"):
        _forwards(action)


@relates("AWS::ElasticLoadBalancingV2::ListenerRule", kinds=("fronts",))
def listener_rule(resource: Resource, link: Linker) -> None:
    """Relates a listener to the target groups that one of its rules forwards to."""
    reads, source = reading(resource, link), End(resource.get("ListenerArn"), LISTENER)
    for action in reads.parts("Actions", "fronts"):
        for view in (action, *action.parts("ForwardConfig.TargetGroups", "fronts")):
            target = End(view.view.get("TargetGroupArn"), TARGETS)
            reads.between("fronts", source, target, "rule", resource.at())


def _forwards(action: From) -> None:
    action.to("fronts", "TargetGroupArn", TARGETS)
    for group in action.parts("ForwardConfig.TargetGroups", "fronts"):
        group.to("fronts", "TargetGroupArn", TARGETS)


@relates(*TARGETS, kinds=("fronts",))
def target_group(resource: Resource, link: Linker) -> None:
    """Relates a target group to the targets that it lists."""
    for target in reading(resource, link).parts("Targets", "fronts"):
        target.to("fronts", "Id", (*FUNCTION, "AWS::EC2::Instance", *BALANCER))


TASK: Final = ("AWS::ECS::TaskDefinition",)
CLUSTER: Final = ("AWS::ECS::Cluster",)
NETWORK: Final = "NetworkConfiguration.AwsvpcConfiguration"


@relates("AWS::ECS::Service", kinds=("placed-in", "protected-by", "fronts", "deploys", "assumes"))
def service(resource: Resource, link: Linker) -> None:
    """Relates a service to its cluster, network, target groups, task definition, and the task's role."""
    reads = reading(resource, link)
    reads.to("placed-in", "Cluster", CLUSTER, "cluster")
    reads.each("placed-in", f"{NETWORK}.Subnets", SUBNET)
    reads.each("protected-by", f"{NETWORK}.SecurityGroups", SECURITY_GROUP)
    for balancer in reads.parts("LoadBalancers", "fronts"):
        balancer.to("fronts", "TargetGroupArn", TARGETS, backwards=True)
    reads.to("deploys", "TaskDefinition", TASK, "task definition", backwards=True)
    task = resource.get("TaskDefinition")
    if isinstance(task, Reference) and task.resource.type in TASK:
        From(link, resource, task.resource).to("assumes", "TaskRoleArn", ROLE, "task")


@relates(*TASK, kinds=("assumes", "logs-to"))
def task_definition(resource: Resource, link: Linker) -> None:
    """Relates a task definition to its roles and to the log groups of its containers."""
    reads = reading(resource, link)
    reads.to("assumes", "TaskRoleArn", ROLE, "task")
    reads.to("assumes", "ExecutionRoleArn", ROLE, "execution")
    for container in reads.parts("ContainerDefinitions", "logs-to"):
        container.to("logs-to", ("LogConfiguration", "Options", "awslogs-group"), LOG_GROUP)


READERS: tuple[Reader, ...] = (
    distribution,
    web_acl_association,
    distribution_acl,
    load_balancer,
    listener,
    listener_rule,
    target_group,
    service,
    task_definition,
)
