import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { unmarshall } from "@aws-sdk/util-dynamodb";

const bus = new EventBridgeClient({ maxAttempts: 3, requestHandler: { requestTimeout: 2000 } });

const entry = (record) => ({
  EventBusName: process.env.EVENT_BUS,
  Source: "orders",
  DetailType: record.eventName === "INSERT" ? "OrderPlaced" : "OrderChanged",
  Detail: JSON.stringify(unmarshall(record.dynamodb.NewImage)),
});

// The stream is in order, so the first record that was not taken is where Lambda starts again.
export async function handler(event) {
  for (let at = 0; at < event.Records.length; at += 10) {
    const records = event.Records.slice(at, at + 10);
    const answer = await bus.send(new PutEventsCommand({ Entries: records.map(entry) }));
    const refused = answer.Entries.findIndex((one) => one.ErrorCode);
    if (refused >= 0) return { batchItemFailures: [{ itemIdentifier: records[refused].dynamodb.SequenceNumber }] };
  }
  return { batchItemFailures: [] };
}
