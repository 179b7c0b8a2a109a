import { expect, test } from "vitest";
import { readPages } from "../../../data/dynamodb/read-pages.ts";

/** Three pages, the second one without items: a filter has removed them. */
const pages = [
  { Items: [{ no: 1 }, { no: 2 }], LastEvaluatedKey: { no: 2 } },
  { LastEvaluatedKey: { no: 3 } },
  { Items: [{ no: 4 }] },
];

test("reads every page, each from the key at which the last one ended", async () => {
  const requests: unknown[] = [];
  const read: unknown[] = [];
  const send = (from: object) => Promise.resolve(pages[requests.push(from) - 1] ?? {});
  for await (const items of readPages<{ no: number }>(send)) read.push(items);
  expect(read).toEqual([[{ no: 1 }, { no: 2 }], [], [{ no: 4 }]]);
  expect(requests).toEqual([{}, { ExclusiveStartKey: { no: 2 } }, { ExclusiveStartKey: { no: 3 } }]);
});

test("sends no further request once enough is read", async () => {
  let requests = 0;
  const send = () => Promise.resolve(pages[requests++] ?? {});
  for await (const items of readPages<{ no: number }>(send)) if (items.length > 0) break;
  expect(requests).toBe(1);
});
