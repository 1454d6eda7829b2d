import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";

const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export async function handler(event) {
  console.log(JSON.stringify(event));
  const { Items: orders } = await table.send(new ScanCommand({ TableName: process.env.ORDERS_TABLE }));
  const order = orders.find((one) => one.orderId === event.pathParameters.orderId);
  return { statusCode: 200, body: JSON.stringify(order) };
}
