// k6 run -e API_URL=… -e TOKEN=… loadtest/orders.js
import http from "k6/http";
import { check } from "k6";
import { uuidv4 } from "https://jslib.k6.io/k6-utils/1.4.0/index.js";

export const options = {
  scenarios: {
    // Three times the busiest hour of last year, then a burst.
    day: { executor: "ramping-arrival-rate", startRate: 5, timeUnit: "1s", preAllocatedVUs: 200,
      stages: [{ target: 60, duration: "5m" }, { target: 60, duration: "20m" }, { target: 180, duration: "30s" }, { target: 5, duration: "5m" }] },
  },
  thresholds: {
    http_req_failed: ["rate<0.001"],
    http_req_duration: ["p(95)<800", "p(99)<2000"],
  },
};

export default function () {
  const answer = http.post(`${__ENV.API_URL}/orders`, JSON.stringify({ lines: [{ sku: "tea", quantity: 1 }] }), {
    headers: { Authorization: __ENV.TOKEN, "Content-Type": "application/json", "Idempotency-Key": uuidv4() },
  });
  check(answer, { placed: (r) => r.status === 201 });
}
