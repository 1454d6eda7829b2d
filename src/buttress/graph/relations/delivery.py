"""Relations of deployments and of what watches them, of sign-in hooks, resolvers and metric filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.linking import Reader, relates
from buttress.graph.relations.ends import BUCKET, FUNCTION, LOG_GROUP, ROLE, SECURITY_GROUP, SUBNET, TOPIC, End, reading

if TYPE_CHECKING:
    from buttress.graph.linking import Linker
    from buttress.graph.resource import Resource

GROUP: Final = ("AWS::CodeDeploy::DeploymentGroup",)
ALARM: Final = ("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm")


@relates(*GROUP, kinds=("deploys", "guards", "assumes", "notifies"))
def deployment_group(resource: Resource, link: Linker) -> None:
    """Relates a deployment group to what it deploys, and the alarms that roll it back to the group."""
    reads = reading(resource, link)
    reads.to("assumes", "ServiceRoleArn", ROLE)
    for alarm in reads.parts("AlarmConfiguration.Alarms", "guards"):
        alarm.to("guards", "Name", ALARM, "rollback", backwards=True)
    for service in reads.parts("ECSServices", "deploys"):
        service.to("deploys", "ServiceName", ("AWS::ECS::Service",))
    reads.each("deploys", "AutoScalingGroups", ("AWS::AutoScaling::AutoScalingGroup",))
    for trigger in reads.parts("TriggerConfigurations", "notifies"):
        trigger.to("notifies", "TriggerTargetArn", TOPIC)


HOOKS: Final = (
    "CreateAuthChallenge",
    "CustomMessage",
    "DefineAuthChallenge",
    "PostAuthentication",
    "PostConfirmation",
    "PreAuthentication",
    "PreSignUp",
    "PreTokenGeneration",
    "UserMigration",
    "VerifyAuthChallengeResponse",
)


@relates("AWS::Cognito::UserPool", kinds=("triggers", "encrypted-by"))
def user_pool(resource: Resource, link: Linker) -> None:
    """Relates a user pool to the functions that it calls while people sign in or up, and waits for."""
    reads = reading(resource, link)
    for name in HOOKS:
        reads.to("triggers", f"LambdaConfig.{name}", FUNCTION, "sync")
    for name in ("PreTokenGenerationConfig", "CustomSMSSender", "CustomEmailSender"):
        reads.to("triggers", f"LambdaConfig.{name}.LambdaArn", FUNCTION, "sync")
    reads.to("encrypted-by", "LambdaConfig.KMSKeyID", ("AWS::KMS::Key", "AWS::KMS::Alias"))


@relates("AWS::AppSync::GraphQLApi", kinds=("authorizes", "logs-to", "assumes"))
def graphql_api(resource: Resource, link: Linker) -> None:
    """Relates what authorizes callers of a GraphQL API to the API."""
    reads = reading(resource, link)
    pool = ("AWS::Cognito::UserPool",)
    reads.to("authorizes", "UserPoolConfig.UserPoolId", pool, backwards=True)
    reads.to("authorizes", "LambdaAuthorizerConfig.AuthorizerUri", FUNCTION, backwards=True)
    for provider in reads.parts("AdditionalAuthenticationProviders", "authorizes", backwards=True):
        provider.to("authorizes", "UserPoolConfig.UserPoolId", pool, backwards=True)
        provider.to("authorizes", "LambdaAuthorizerConfig.AuthorizerUri", FUNCTION, backwards=True)
    reads.to("assumes", "LogConfig.CloudWatchLogsRoleArn", ROLE, "logs")


@relates("AWS::AppSync::Resolver", "AWS::AppSync::FunctionConfiguration", kinds=("invokes",))
def resolver(resource: Resource, link: Linker) -> None:
    """Relates a resolver to its data source, by the name that the data source has."""
    value = resource.get("DataSourceName")
    reading(resource, link).between(
        "invokes", End(resource.get("ApiId")), End(value, DATA_SOURCE), "sync", resource.at()
    )


DATA_SOURCE: Final = ("AWS::AppSync::DataSource",)


@relates("AWS::Logs::MetricFilter", kinds=("reads",))
def metric_filter(resource: Resource, link: Linker) -> None:
    """Relates a metric filter to the log group that it counts in."""
    reading(resource, link).to("reads", "LogGroupName", LOG_GROUP, "metric filter")


@relates(
    "AWS::CodeBuild::Project",
    "AWS::CodePipeline::Pipeline",
    kinds=("assumes", "placed-in", "protected-by", "logs-to", "writes"),
)
def build(resource: Resource, link: Linker) -> None:
    """Relates a build project or pipeline to its role, network, logs and artifact bucket."""
    reads = reading(resource, link)
    reads.to("assumes", "ServiceRole", ROLE)
    reads.to("assumes", "RoleArn", ROLE)
    reads.each("placed-in", "VpcConfig.Subnets", SUBNET)
    reads.each("protected-by", "VpcConfig.SecurityGroupIds", SECURITY_GROUP)
    reads.to("logs-to", "LogsConfig.CloudWatchLogs.GroupName", LOG_GROUP)
    reads.to("writes", "ArtifactStore.Location", BUCKET, "artifacts")


READERS: tuple[Reader, ...] = (
    deployment_group,
    user_pool,
    graphql_api,
    resolver,
    metric_filter,
    build,
)
