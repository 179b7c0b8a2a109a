import { createServer } from "node:http";
import { parentPort } from "node:worker_threads";

/* A Step Functions API on its own thread, which responds immediately that the execution has been started. */
const RESPONSE = JSON.stringify({
  executionArn: "arn:aws:states:us-east-1:000000000000:execution:Lottery:bench",
  startDate: 1,
});

const server = createServer((incoming, outgoing) => {
  incoming.resume().on("end", () => {
    outgoing.writeHead(200, { "content-type": "application/x-amz-json-1.0" }).end(RESPONSE);
  });
});
server.listen(0, "127.0.0.1", () => parentPort?.postMessage(server.address()));
