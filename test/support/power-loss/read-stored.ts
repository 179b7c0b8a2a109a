import { z } from "zod";
import { jsonOf } from "../../../data/runtime/json-of.ts";
import { createItemStore } from "../../../infra/local/services/dynamodb/item-store.ts";
import { createMailbox } from "../../../infra/local/services/mail/mailbox.ts";
import { createExecutionStore } from "../../../infra/local/services/step-functions/execution-store.ts";
import { openStore } from "../../../infra/local/services/store/store.ts";
import { createMessageStore } from "../../../infra/local/slack/simulated/message-store.ts";

const drawItem = jsonOf(
  z.object({
    draw_no: z.object({ N: z.coerce.number() }),
    status: z.object({ S: z.string() }),
    seed: z.object({ S: z.string() }).optional(),
    winners: z.unknown(),
  }),
);

/** What a folder stores: the draws in the ledger by their numbers, and the names of the rest. */
export function readStored(folder: string) {
  const store = openStore(folder);
  try {
    const draws = createItemStore(store)
      .list("item-Lottery-Draws~")
      .flatMap(({ value }) => {
        const item = drawItem.safeParse(value);
        return item.success ? [item.data] : [];
      });
    return {
      messages: createMessageStore(store)
        .list()
        .map(({ ts }) => ts),
      mails: createMailbox({ store })
        .list()
        .map(({ id }) => id),
      executions: createExecutionStore(store)
        .list()
        .map(({ execution }) => execution.name),
      draws: new Map(draws.map(({ draw_no, ...draw }) => [draw_no.N, draw])),
    };
  } finally {
    store.close();
  }
}

export type Stored = ReturnType<typeof readStored>;
