import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { unmarshall } from "@aws-sdk/util-dynamodb";

const bus = new EventBridgeClient({});

const entry = (record) => ({
  EventBusName: process.env.EVENT_BUS,
  Source: "orders",
  DetailType: record.eventName === "INSERT" ? "OrderPlaced" : "OrderChanged",
  Detail: JSON.stringify(unmarshall(record.dynamodb.NewImage)),
});

export async function handler(event) {
  const entries = event.Records.filter((record) => record.dynamodb.NewImage).map(entry);
  while (entries.length) {
    const answer = await bus.send(new PutEventsCommand({ Entries: entries.splice(0, 10) }));
    if (answer.FailedEntryCount) throw new Error(`${answer.FailedEntryCount} events were not taken`);
  }
}
