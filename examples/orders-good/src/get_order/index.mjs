import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";

const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export async function handler(event) {
  const { Item: order } = await table.send(new GetCommand({
    TableName: process.env.ORDERS_TABLE,
    Key: { orderId: event.pathParameters.orderId },
  }));
  const customer = event.requestContext.authorizer.claims.sub;
  if (!order || order.customerId !== customer) return { statusCode: 404, body: "{}" };
  return { statusCode: 200, body: JSON.stringify(order) };
}
