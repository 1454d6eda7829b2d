"""Relations of stores: their keys, logs, notifications, and the policies and backups that guard them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.linking import Reader, relates
from buttress.graph.relations.ends import (
    BUCKET,
    BUS,
    FUNCTION,
    KEY,
    LOG_GROUP,
    QUEUE,
    STREAM,
    TABLE,
    TOPIC,
    End,
    reading,
)

if TYPE_CHECKING:
    from buttress.graph.linking import Linker
    from buttress.graph.resource import Resource

KEYS: Final[dict[str, tuple[str, ...]]] = {
    "AWS::AmazonMQ::Broker": ("EncryptionOptions.KmsKeyId",),
    "AWS::Backup::BackupVault": ("EncryptionKeyArn",),
    "AWS::CloudTrail::Trail": ("KMSKeyId",),
    "AWS::CodeBuild::Project": ("EncryptionKey",),
    "AWS::CodePipeline::Pipeline": ("ArtifactStore.EncryptionKey.Id",),
    "AWS::DocDB::DBCluster": ("KmsKeyId",),
    "AWS::DynamoDB::Table": ("SSESpecification.KMSMasterKeyId",),
    "AWS::EC2::Volume": ("KmsKeyId",),
    "AWS::ECR::Repository": ("EncryptionConfiguration.KmsKey",),
    "AWS::EFS::FileSystem": ("KmsKeyId",),
    "AWS::ElastiCache::ReplicationGroup": ("KmsKeyId",),
    "AWS::ElastiCache::ServerlessCache": ("KmsKeyId",),
    "AWS::Elasticsearch::Domain": ("EncryptionAtRestOptions.KmsKeyId",),
    "AWS::FSx::FileSystem": ("KmsKeyId",),
    "AWS::Logs::LogGroup": ("KmsKeyId",),
    "AWS::MSK::Cluster": ("EncryptionInfo.EncryptionAtRest.DataVolumeKMSKeyId",),
    "AWS::Neptune::DBCluster": ("KmsKeyId",),
    "AWS::OpenSearchService::Domain": ("EncryptionAtRestOptions.KmsKeyId",),
    "AWS::RDS::DBCluster": ("KmsKeyId",),
    "AWS::RDS::DBInstance": ("KmsKeyId",),
    "AWS::Redshift::Cluster": ("KmsKeyId",),
    "AWS::SageMaker::EndpointConfig": ("KmsKeyId",),
    "AWS::SageMaker::NotebookInstance": ("KmsKeyId",),
    "AWS::SecretsManager::Secret": ("KmsKeyId",),
    "AWS::Timestream::Database": ("KmsKeyId",),
}
"""Where a store names its key. Source: the resource reference of CloudFormation."""


@relates(*KEYS, kinds=("encrypted-by",))
def encryption(resource: Resource, link: Linker) -> None:
    """Relates a store to its key."""
    for path in KEYS[resource.type]:
        reading(resource, link).to("encrypted-by", path, KEY)


@relates("AWS::DynamoDB::GlobalTable", kinds=("encrypted-by",))
def global_table(resource: Resource, link: Linker) -> None:
    """Relates a global table to the key of each of its replicas."""
    for replica in reading(resource, link).parts("Replicas", "encrypted-by"):
        replica.to("encrypted-by", "SSESpecification.KMSMasterKeyId", KEY)


NOTIFIED: Final = (
    ("LambdaConfigurations", "Function", FUNCTION),
    ("QueueConfigurations", "Queue", QUEUE),
    ("TopicConfigurations", "Topic", TOPIC),
)


@relates(*BUCKET, kinds=("triggers", "encrypted-by", "logs-to"))
def bucket(resource: Resource, link: Linker) -> None:
    """Relates a bucket to what it notifies, its keys and the bucket of its access logs."""
    reads = reading(resource, link)
    for path, name, types in NOTIFIED:
        for notification in reads.parts(f"NotificationConfiguration.{path}", "triggers"):
            notification.to("triggers", name, types, "async")
    for rule in reads.parts("BucketEncryption.ServerSideEncryptionConfiguration", "encrypted-by"):
        rule.to("encrypted-by", "ServerSideEncryptionByDefault.KMSMasterKeyID", KEY)
    reads.to("logs-to", "LoggingConfiguration.DestinationBucketName", BUCKET)


@relates(*TABLE, kinds=("publishes-to",))
def table(resource: Resource, link: Linker) -> None:
    """Relates a table to the Kinesis stream that it writes its changes to."""
    reading(resource, link).to("publishes-to", "KinesisStreamSpecification.StreamArn", STREAM)


GUARDED: Final = {
    "AWS::S3::BucketPolicy": ("Bucket", BUCKET),
    "AWS::SQS::QueuePolicy": ("Queues", QUEUE),
    "AWS::SNS::TopicPolicy": ("Topics", TOPIC),
    "AWS::SNS::TopicInlinePolicy": ("TopicArn", TOPIC),
    "AWS::SQS::QueueInlinePolicy": ("Queue", QUEUE),
    "AWS::SecretsManager::ResourcePolicy": ("SecretId", ("AWS::SecretsManager::Secret",)),
    "AWS::Events::EventBusPolicy": ("EventBusName", BUS),
}


@relates(*GUARDED, kinds=("guards",))
def resource_policy(resource: Resource, link: Linker) -> None:
    """Relates a resource policy to what it guards."""
    path, types = GUARDED[resource.type]
    reading(resource, link).each("guards", path, types, "policy")


DATABASES: Final = (
    "AWS::RDS::DBInstance",
    "AWS::RDS::DBCluster",
    "AWS::DocDB::DBCluster",
    "AWS::DocDB::DBInstance",
    "AWS::Redshift::Cluster",
    "AWS::RDS::DBProxy",
)


@relates("AWS::SecretsManager::RotationSchedule", kinds=("guards", "invokes"))
def rotation(resource: Resource, link: Linker) -> None:
    """Relates a rotation schedule to the secret that it rotates and the function that does it."""
    reads = reading(resource, link)
    reads.to("guards", "SecretId", ("AWS::SecretsManager::Secret",), "rotation")
    reads.to("invokes", "RotationLambdaARN", FUNCTION, "async")


@relates("AWS::SecretsManager::SecretTargetAttachment", kinds=("guards",))
def attachment(resource: Resource, link: Linker) -> None:
    """Relates a secret to the database that it opens."""
    source = End(resource.get("SecretId"), ("AWS::SecretsManager::Secret",))
    target = End(resource.get("TargetId"), DATABASES)
    reading(resource, link).between("guards", source, target, "credentials", resource.at())


@relates("AWS::Backup::BackupSelection", kinds=("backs-up",))
def backup_selection(resource: Resource, link: Linker) -> None:
    """Relates a backup selection to what it names; what it chooses by tags is a loose end."""
    reads = reading(resource, link)
    for item in reads.parts("BackupSelection.Resources", "backs-up"):
        value = item.view.get()
        if isinstance(value, str) and "*" in value:
            link.loose("backs-up", resource, f"what {value} matches is not counted here", item.view.at())
        else:
            link.link_value("backs-up", resource, value, item.view.at())
    for path in ("BackupSelection.ListOfTags", "BackupSelection.Conditions"):
        if resource.find(path) is not None:
            reason = "what carries the tags of a backup selection is known only after deployment"
            link.loose("backs-up", resource, reason, resource.at(path))


@relates("AWS::CloudTrail::Trail", kinds=("logs-to", "notifies"))
def trail(resource: Resource, link: Linker) -> None:
    """Relates a trail to the bucket and log group that it writes to."""
    reads = reading(resource, link)
    reads.to("logs-to", "S3BucketName", BUCKET)
    reads.to("logs-to", "CloudWatchLogsLogGroupArn", LOG_GROUP)
    reads.to("notifies", "SnsTopicName", TOPIC)


READERS: tuple[Reader, ...] = (
    encryption,
    global_table,
    bucket,
    table,
    resource_policy,
    rotation,
    attachment,
    backup_selection,
    trail,
)
