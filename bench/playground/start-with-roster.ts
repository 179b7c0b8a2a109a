import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createBooks } from "../../test/support/books.ts";
import { findFreePort } from "../../test/support/find-free-port.ts";

const START = fileURLToPath(new URL("../../infra/local/start.ts", import.meta.url));
const DEPARTMENTS = 20;

const listPeople = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    employee_id: `P${String(i + 1).padStart(7, "0")}`,
    employee_name: `张伟 Zhang Wei ${i + 1}`,
    employee_entry_date: "20200101",
    email: `person.${i + 1}@example.com`,
    department: `Department ${i % DEPARTMENTS}`,
    lottery_serial: i + 1,
  }));

/** Runs `npm start`, in its own process, with so many people on the roster. */
export async function startWithRoster(people: number) {
  await using things = new AsyncDisposableStack();
  const [page, dynamodb] = [await findFreePort(), await findFreePort()];
  const child = spawn(process.execPath, [START], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      PORT: String(page),
      DYNAMODB_PORT: String(dynamodb),
      SFN_PORT: "0",
      SNS_PORT: "0",
    },
  });
  const ended = once(child, "exit");
  things.defer(async () => {
    child.kill("SIGTERM");
    await ended;
  });
  for await (const line of createInterface({ input: child.stdout }))
    if (line.startsWith("Lottery is ready")) break;
  child.stdout.resume();
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: `http://localhost:${dynamodb}`,
      region: "us-east-1",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    }),
  );
  await createBooks(client).setRoster(listPeople(people));
  client.destroy();

  const running = things.move();
  return {
    page: `http://localhost:${page}`,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
