import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchGetCommand, DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";

const table = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 3, requestHandler: { requestTimeout: 2000 } }));
const { ENV, INVENTORY_TABLE, ORDERS_TABLE } = process.env;
const TWO_YEARS = 63072000;

async function total(lines) {
  const keys = [...new Set(lines.map((line) => line.sku))].map((sku) => ({ sku }));
  const answer = await table.send(new BatchGetCommand({ RequestItems: { [INVENTORY_TABLE]: { Keys: keys } } }));
  const prices = new Map(answer.Responses[INVENTORY_TABLE].map((item) => [item.sku, item.price]));
  return lines.reduce((sum, line) => sum + prices.get(line.sku) * line.quantity, 0);
}

// The embedded metric format has to reach the log as it is, past the JSON that console.log writes.
function count(customerId) {
  process.stdout.write(JSON.stringify({
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [{ Namespace: "Orders", Dimensions: [["Env"]], Metrics: [{ Name: "OrdersPlaced", Unit: "Count" }] }],
    },
    Env: ENV,
    OrdersPlaced: 1,
    customerId,
  }) + "\n");
}

// Clients write header names as they like.
const header = (event, name) => Object.entries(event.headers).find(([key]) => key.toLowerCase() === name)[1];

export async function handler(event) {
  const { lines } = JSON.parse(event.body);
  const customerId = event.requestContext.authorizer.claims.sub;
  const order = {
    orderId: `${customerId}-${header(event, "idempotency-key")}`,
    customerId,
    lines,
    total: await total(lines),
    state: "placed",
    expiresAt: Math.floor(Date.now() / 1000) + TWO_YEARS,
  };
  if (!Number.isFinite(order.total)) return { statusCode: 422, body: JSON.stringify({ message: "unknown item" }) };
  try {
    await table.send(new PutCommand({
      TableName: ORDERS_TABLE,
      Item: order,
      ConditionExpression: "attribute_not_exists(orderId)",
    }));
    count(customerId);
  } catch (error) {
    if (error.name !== "ConditionalCheckFailedException") throw error;
  }
  return { statusCode: 201, body: JSON.stringify(order) };
}
