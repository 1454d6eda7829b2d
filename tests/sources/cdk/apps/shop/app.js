// A shop in one stack: an API before a function, a table, a queue without a dead-letter queue, a bucket that is emptied.
const path = require("node:path");
const cdk = require("aws-cdk-lib");
const apigateway = require("aws-cdk-lib/aws-apigateway");
const dynamodb = require("aws-cdk-lib/aws-dynamodb");
const lambda = require("aws-cdk-lib/aws-lambda");
const { SqsEventSource } = require("aws-cdk-lib/aws-lambda-event-sources");
const logs = require("aws-cdk-lib/aws-logs");
const s3 = require("aws-cdk-lib/aws-s3");
const s3n = require("aws-cdk-lib/aws-s3-notifications");
const sqs = require("aws-cdk-lib/aws-sqs");

class Shop extends cdk.Stack {
  constructor(scope, id, props) {
    super(scope, id, props);
    const table = new dynamodb.Table(this, "Orders", {
      partitionKey: { name: "id", type: dynamodb.AttributeType.STRING },
    });
    const queue = new sqs.Queue(this, "Incoming");
    const worker = new lambda.Function(this, "Worker", {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: "index.handler",
      code: lambda.Code.fromAsset(path.join(__dirname, "src")),
      environment: { TABLE: table.tableName },
      logRetention: logs.RetentionDays.ONE_MONTH,
    });
    table.grantReadWriteData(worker);
    worker.addEventSource(new SqsEventSource(queue));
    new apigateway.LambdaRestApi(this, "Api", { handler: worker });
    const uploads = new s3.Bucket(this, "Uploads", {
      removalPolicy: cdk.RemovalPolicy.DESTROY,
      autoDeleteObjects: true,
    });
    uploads.addEventNotification(s3.EventType.OBJECT_CREATED, new s3n.SqsDestination(queue));
  }
}

const app = new cdk.App();
new Shop(app, "Shop");
app.synth();
