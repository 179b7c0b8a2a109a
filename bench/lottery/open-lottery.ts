import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type ImportHandlers, importHandlers } from "../../infra/local/services/lambda/handlers.ts";
import { readLocalSettings } from "../../infra/local/settings/settings.ts";
import { type StackOptions, startStack } from "../../infra/local/stack.ts";
import { createBooks } from "../../test/support/books.ts";
import { type Answer, type Asked, serveFront } from "../dynamodb/front.ts";
import { createInventedRoster } from "../dynamodb/invented-roster.ts";
import { typeCommand } from "./type-command.ts";

/** How a request to DynamoDB is answered, and what may stand around it. */
export type Ask = (asked: Asked) => Promise<{ answer: Answer; units?: number }>;
type Around = (asked: Asked, ask: Ask) => Promise<Answer>;

/**
 * The whole product on free ports, with a roster of any size, and an operator who types commands. One to a process.
 * `around` sees each request to DynamoDB. `reach` may put something before the other services.
 */
export async function openLottery({
  around = async (asked, ask) => (await ask(asked)).answer,
  loadHandlers = importHandlers,
  reach = (_service, url) => Promise.resolve(url),
}: {
  around?: Around;
  loadHandlers?: ImportHandlers;
  reach?: NonNullable<StackOptions["reach"]>;
} = {}) {
  await using things = new AsyncDisposableStack();
  const roster = createInventedRoster();
  const ask: Ask = async (asked) =>
    (await roster.answer(asked)) ?? { answer: await asked.passOn(asked.body) };
  const settings = readLocalSettings({ PORT: "0", DYNAMODB_PORT: "0", SFN_PORT: "0", SNS_PORT: "0" });
  const stack = await startStack(settings, loadHandlers, {
    async reach(service, url, server) {
      if (service !== "dynamodb") return reach(service, url, server);
      return things.use(await serveFront(url, (asked) => around(asked, ask))).url;
    },
  });
  things.defer(() => stack.close());
  const { endpoints, settled } = stack;
  // Past the front: what is prepared is no part of what is measured.
  const tables = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: endpoints.dynamodb }));
  things.defer(() => tables.destroy());
  const { clear } = createBooks(tables);

  const running = things.move();
  return {
    endpoints,
    tables,
    settled,

    /** Begins anew with so many people, of whom such a share has won before. */
    async begin(people: number, share: number): Promise<void> {
      await clear();
      roster.invent(people, share);
    },

    /** Types a command; resolves with the bot's answer. */
    type: (text: string) => typeCommand(endpoints.page, text),

    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
