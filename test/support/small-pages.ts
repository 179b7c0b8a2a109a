import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";

const paged = z.looseObject({ Limit: z.number().optional() });
const batch = z.looseObject({
  RequestItems: z.record(z.string(), z.looseObject({ Keys: z.array(z.unknown()) })),
});

/**
 * Limits the pages of this client to `most` items, and its batches to the first half of the requested items. DynamoDB may
 * end a page anywhere and may return any part of a batch.
 */
export function returnSmallPages({ middlewareStack }: DynamoDBDocumentClient, most: number): void {
  middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        if (/^(Query|Scan)/.test(commandName)) {
          const { Limit = most } = paged.parse(args.input);
          return next({ ...args, input: { ...args.input, Limit: Math.min(Limit, most) } });
        }
        if (!commandName.startsWith("BatchGet")) return next(args);
        const { RequestItems } = batch.parse(args.input);
        const take = (part: (keys: readonly unknown[], middle: number) => unknown[]) =>
          Object.fromEntries(
            Object.entries(RequestItems).flatMap(([table, { Keys, ...how }]) => {
              const keys = part(Keys, Math.ceil(Keys.length / 2));
              return keys.length > 0 ? [[table, { ...how, Keys: keys }]] : [];
            }),
          );
        const first = take((keys, middle) => keys.slice(0, middle));
        const { response, output } = await next({ ...args, input: { ...args.input, RequestItems: first } });
        return {
          response,
          output: { ...output, UnprocessedKeys: take((keys, middle) => keys.slice(middle)) },
        };
      },
    { step: "initialize", name: "returnSmallPages" },
  );
}
