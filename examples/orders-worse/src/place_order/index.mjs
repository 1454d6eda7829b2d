import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";

const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const lambda = new LambdaClient({});

async function price(lines) {
  const answer = await lambda.send(new InvokeCommand({
    FunctionName: process.env.PRICING_FUNCTION,
    Payload: JSON.stringify({ lines }),
  }));
  return JSON.parse(Buffer.from(answer.Payload).toString());
}

export async function handler(event) {
  console.log(JSON.stringify(event));
  const { customerId, lines } = JSON.parse(event.body);
  const { total } = await price(lines);
  const order = {
    orderId: randomUUID(),
    customerId,
    lines,
    total,
    state: "placed",
  };
  await table.send(new PutCommand({ TableName: process.env.ORDERS_TABLE, Item: order }));
  return { statusCode: 201, body: JSON.stringify(order) };
}
