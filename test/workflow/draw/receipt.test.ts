import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { orderSerials } from "../../../workflow/draw/order.ts";
import { computeReceipt, computeRevisionReceipt, formatReceipt } from "../../../workflow/draw/receipt.ts";
import { orderVectors, readExample, receiptVectors, wordVectors } from "../../support/algorithm-doc.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest();

test("docs/algorithm.md contains the test vectors", () => {
  expect(orderVectors.length).toBe(7);
  expect(receiptVectors.length).toBe(3);
});

test.each(orderVectors)(
  "orders $size serials by the seed $text as docs/algorithm.md says",
  ({ text, size, serials }) => {
    const order = orderSerials(sha256(text), size);
    expect(serials.map(() => order.next().value)).toEqual(serials);
  },
);

test("computes the words that docs/algorithm.md lists", () => {
  const words = (seed: Buffer) =>
    [0, 1].flatMap((i) => {
      const block = createHash("sha256")
        .update(seed)
        .update(Buffer.from([0, 0, 0, 0, 0, 0, 0, i]))
        .digest();
      return [0, 6, 12, 18, 24].map((at) => block.readUIntBE(at, 6));
    });
  expect(sha256("lottery").toString("hex")).toBe(wordVectors.seed);
  expect(words(sha256("lottery")).slice(0, 6)).toEqual(wordVectors.first);
  expect(words(sha256("rejected 296"))[1]).toBe(wordVectors.rejected);
  expect(wordVectors.rejected).toBeGreaterThanOrEqual(2 ** 48 - (2 ** 48 % 999_999_999_999));
});

test.each(receiptVectors)(
  "$shown is the digest of its JSON in docs/algorithm.md",
  ({ receipt, shown, json }) => {
    expect(sha256(json).toString("hex")).toBe(receipt);
    expect(formatReceipt(receipt)).toBe(shown);
  },
);

test("computes the receipts of the example in docs/algorithm.md", () => {
  const draw = readExample();
  const receipts = [computeReceipt(draw, draw)];
  for (const revision of draw.revisions)
    receipts.push(computeRevisionReceipt(receipts.at(-1) ?? "", revision, revision));
  expect(receipts).toEqual(receiptVectors.map(({ receipt }) => receipt));
  expect(receipts).toEqual([draw, ...draw.revisions].map(({ receipt }) => receipt));
});

test("distinguishes an empty prize from none", () => {
  const draw = readExample();
  const { prize: _, ...plain } = draw;
  const receipts = [computeReceipt(plain, draw), computeReceipt({ ...draw, prize: "" }, draw), draw.receipt];
  expect(new Set(receipts).size).toBe(3);
});
