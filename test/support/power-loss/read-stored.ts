import { z } from "zod";
import { jsonOf } from "../../../data/runtime/json-of.ts";
import { createMailbox } from "../../../infra/local/services/mail/mailbox.ts";
import { createKeptExecutions } from "../../../infra/local/services/step-functions/kept-executions.ts";
import { createKeptItems } from "../../../infra/local/services/store/kept-items.ts";
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
    const draws = createKeptItems(store)
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
      executions: createKeptExecutions(store)
        .list()
        .map(({ execution }) => execution.name),
      draws: new Map(draws.map(({ draw_no, ...draw }) => [draw_no.N, draw])),
    };
  } finally {
    store.close();
  }
}

export type Stored = ReturnType<typeof readStored>;
