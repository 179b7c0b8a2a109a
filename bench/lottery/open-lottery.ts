import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type ImportHandlers, importHandlers } from "../../infra/local/services/lambda/handlers.ts";
import { readLocalSettings } from "../../infra/local/settings/settings.ts";
import { type StackOptions, startStack } from "../../infra/local/stack.ts";
import { createBooks } from "../../test/support/books.ts";
import { createGeneratedRoster } from "../dynamodb/generated-roster.ts";
import { type ProxiedRequest, type ProxyResponse, serveProxy } from "../dynamodb/proxy.ts";
import { typeCommand } from "./type-command.ts";

/** Sends a request to DynamoDB or to the generated roster. `Around` wraps this. */
export type Send = (request: ProxiedRequest) => Promise<{ response: ProxyResponse; units?: number }>;
type Around = (request: ProxiedRequest, send: Send) => Promise<ProxyResponse>;

/**
 * Starts the whole product on free ports with a roster of any size, generated unless it `isStored` in the table. A process
 * can start it only once. `around` receives each request to DynamoDB. `reach` can put a proxy before the other services.
 */
export async function openLottery({
  around = async (request, send) => (await send(request)).response,
  loadHandlers = importHandlers,
  reach = (_service, url) => Promise.resolve(url),
  isStored = false,
}: {
  around?: Around;
  loadHandlers?: ImportHandlers;
  reach?: NonNullable<StackOptions["reach"]>;
  isStored?: boolean;
} = {}) {
  await using things = new AsyncDisposableStack();
  const roster = createGeneratedRoster();
  const send: Send = async (request) =>
    (isStored ? undefined : await roster.respond(request)) ?? {
      response: await request.forward(request.body),
    };
  const settings = readLocalSettings({ PORT: "0", DYNAMODB_PORT: "0", SFN_PORT: "0", SNS_PORT: "0" });
  const stack = await startStack(settings, loadHandlers, {
    async reach(service, url, server) {
      if (service !== "dynamodb") return reach(service, url, server);
      return things.use(await serveProxy(url, (request) => around(request, send))).url;
    },
  });
  things.defer(() => stack.close());
  const { endpoints, idle } = stack;
  // Connects directly, because preparations are not part of the measurement.
  const tables = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: endpoints.dynamodb }));
  things.defer(() => tables.destroy());
  const { clear } = createBooks(tables);

  const running = things.move();
  return {
    endpoints,
    tables,
    idle,

    /** Deletes all draws, and generates people of whom a share has won before. */
    async reset(people: number, share: number): Promise<void> {
      await clear();
      roster.generate(people, share);
    },

    /** Types a command, and returns the bot's response. */
    type: (text: string) => typeCommand(endpoints.page, text),

    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
