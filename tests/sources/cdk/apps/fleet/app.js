// Two stages of the same stacks: what is shared, a service that takes from it, and a nested stack in the service.
const path = require("node:path");
const cdk = require("aws-cdk-lib");
const ec2 = require("aws-cdk-lib/aws-ec2");
const lambda = require("aws-cdk-lib/aws-lambda");
const s3 = require("aws-cdk-lib/aws-s3");
const sns = require("aws-cdk-lib/aws-sns");
const subscriptions = require("aws-cdk-lib/aws-sns-subscriptions");
const sqs = require("aws-cdk-lib/aws-sqs");

class Shared extends cdk.Stack {
  constructor(scope, id, props) {
    super(scope, id, props);
    this.topic = new sns.Topic(this, "Events");
    this.vpc = new ec2.Vpc(this, "Network", { maxAzs: 2, natGateways: 1 });
  }
}

class Storage extends cdk.NestedStack {
  constructor(scope, id, props) {
    super(scope, id, props);
    this.bucket = new s3.Bucket(this, "Archive", { enforceSSL: true });
    this.queue = new sqs.Queue(this, "Inbox");
    props.topic.addSubscription(new subscriptions.SqsSubscription(this.queue));
  }
}

class Service extends cdk.Stack {
  constructor(scope, id, props) {
    super(scope, id, props);
    const storage = new Storage(this, "Storage", { topic: props.topic });
    const mover = new lambda.Function(this, "Mover", {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: "index.handler",
      code: lambda.Code.fromAsset(path.join(__dirname, "src")),
      environment: { BUCKET: storage.bucket.bucketName, TOPIC: props.topic.topicArn },
      vpc: props.vpc,
    });
    storage.bucket.grantWrite(mover);
    props.topic.grantPublish(mover);
  }
}

class Environment extends cdk.Stage {
  constructor(scope, id, props) {
    super(scope, id, props);
    const shared = new Shared(this, "Shared");
    new Service(this, "Service", { topic: shared.topic, vpc: shared.vpc });
  }
}

const app = new cdk.App();
new Environment(app, "Test");
new Environment(app, "Production");
app.synth();
