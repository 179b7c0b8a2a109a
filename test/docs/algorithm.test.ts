import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { quicknet } from "../../data/runtime/beacon-chain.ts";
import { faultTexts } from "../../infra/cli/story/fault-texts.ts";
import { ledgerFaultTexts } from "../../infra/cli/story/ledger-fault-texts.ts";
import { isGenuine } from "../../workflow/beacon/round-signature.ts";
import { outcomeNames, outcomes } from "../../workflow/draw/eligibility.ts";
import { computeLink, FIRST_LINK } from "../../workflow/draw/history-link.ts";
import { orderSerials } from "../../workflow/draw/order.ts";
import { computePersonDigest, computeReasonDigest } from "../../workflow/draw/person.ts";
import {
  computeFailureReceipt,
  computeReceipt,
  computeRevisionReceipt,
  formatReceipt,
} from "../../workflow/draw/receipt.ts";
import { computeLeaf, computeRoot, proveSerials } from "../../workflow/draw/roster-tree.ts";
import { createSalts } from "../../workflow/draw/salts.ts";
import { computeCommitment, computeSeal, computeSeed } from "../../workflow/draw/seal.ts";
import {
  algorithmPage,
  beaconVectors,
  digestVectors,
  linkVectors,
  orderVectors,
  outcomeRows,
  personVectors,
  quotedSentences,
  readExample,
  saltVectors,
  seedVectors,
  treeVectors,
  wordVectors,
} from "../support/algorithm-doc.ts";
import { exampleRoster } from "../support/example-record.ts";
import { publishedRounds } from "../workflow/beacon/published-rounds.ts";

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest();
const bytesOf = (hex: string) => Buffer.from(hex, "hex");

/** An integer in eight bytes, big-endian. */
function eightBytes(integer: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(integer));
  return bytes;
}

test("docs/algorithm.md contains the test vectors", () => {
  const counts = [orderVectors, personVectors, saltVectors, beaconVectors, linkVectors, digestVectors];
  expect(counts.map(({ length }) => length)).toEqual([7, 2, 4, publishedRounds.length, 2, 5]);
});

describe("the order:", () => {
  test.each(orderVectors)("$size serials by the seed $text", ({ text, size, serials }) => {
    const order = orderSerials(sha256(text), size);
    expect(serials.map(() => order.next().value)).toEqual(serials);
  });

  test("the words", () => {
    const words = (seed: Buffer) =>
      [0, 1].flatMap((i) => {
        const block = sha256(Buffer.concat([seed, eightBytes(i)]));
        return [0, 6, 12, 18, 24].map((at) => block.readUIntBE(at, 6));
      });
    expect(sha256("lottery").toString("hex")).toBe(wordVectors.seed);
    expect(words(sha256("lottery")).slice(0, 6)).toEqual(wordVectors.first);
    expect(words(sha256("rejected 296"))[1]).toBe(wordVectors.rejected);
    expect(wordVectors.rejected).toBeGreaterThanOrEqual(2 ** 48 - (2 ** 48 % 999_999_999_999));
  });
});

test("the table of outcomes has all outcomes in the order of the code, and says whom they name", () => {
  expect(outcomeRows).toEqual(outcomeNames.map((outcome) => [outcome, outcomes[outcome].names]));
});

test("the digests of people and reasons", () => {
  for (const { salt, json, digest } of personVectors)
    expect(sha256(Buffer.concat([bytesOf(salt), Buffer.from(json)])).toString("hex")).toBe(digest);
  const salt = bytesOf(personVectors[0]?.salt ?? "");
  expect([
    computePersonDigest(salt, { employee_id: "E001", employee_name: "Ann 李" }),
    computeReasonDigest(salt, "Left the company"),
  ]).toEqual(personVectors.map(({ digest }) => digest));
});

test.each(saltVectors)("the salt of serial $serial of $size", ({ seed, size, serial, salt }) => {
  const { saltOf } = createSalts([{ prefix: "", seed }], size);
  expect(saltOf(serial)?.toString("hex")).toBe(salt);
});

test("the roster tree and its proofs", () => {
  const { person, digests } = treeVectors;
  const leaves = [
    computeLeaf(1, { person, sealed_as: "free" }),
    computeLeaf(2, undefined),
    computeLeaf(3, { person, sealed_as: "left" }),
  ];
  const hex = leaves.map((leaf) => leaf.toString("hex"));
  const node = digests[3] ?? "";
  expect(digests).toEqual([...hex, node, computeRoot(leaves).toString("hex")]);
  expect(proveSerials(leaves, [3])).toEqual([node]);
  expect(proveSerials(leaves, [1])).toEqual(hex.slice(1));
  expect(proveSerials(leaves, [1, 2, 3])).toEqual([]);
});

test.each(beaconVectors)(
  "round $round of quicknet: its message, signature and randomness",
  ({ round, message, signature, randomness }) => {
    expect(publishedRounds).toContainEqual([round, signature]);
    expect(sha256(eightBytes(round)).toString("hex")).toBe(message);
    expect(isGenuine(quicknet, round, signature)).toBe(true);
    expect(sha256(bytesOf(signature)).toString("hex")).toBe(randomness);
  },
);

test("quotes what people see if somebody cheats", () => {
  const sentences: string[] = [...Object.values(faultTexts), ...Object.values(ledgerFaultTexts)];
  expect(quotedSentences.length).toBeGreaterThanOrEqual(10);
  for (const sentence of quotedSentences) expect(sentences).toContain(sentence);
});

test("the chain of quicknet", () => {
  const { hash, public_key, genesis_time, period } = quicknet;
  expect(algorithmPage).toContain(`\`${hash}\``);
  expect(algorithmPage.replaceAll("\n", "")).toContain(public_key);
  expect(algorithmPage).toContain(
    `at the Unix time ${genesis_time} (a\nround r at ${genesis_time} + ${period} (r − 1))`,
  );
});

test("the commitment and the seed of the example", () => {
  const { secret, commitment, randomness, seed } = seedVectors;
  const { signature = "", ...draw } = readExample();
  expect({ secret, seed }).toEqual({ secret: draw.secret, seed: draw.seed });
  expect(computeCommitment(secret)).toBe(commitment);
  expect(sha256(bytesOf(secret + randomness)).toString("hex")).toBe(seed);
  expect(computeSeed(secret, signature)).toBe(seed);
});

test.each(digestVectors)("$shown is the digest of its JSON", ({ digest, shown, json }) => {
  expect(sha256(json).toString("hex")).toBe(digest);
  expect(formatReceipt(digest)).toBe(shown);
});

test("the seals and receipts of the example, and of a failed draw", () => {
  const draw = readExample();
  const { seals, chain = "", secret = "" } = draw;
  const facts = { ...draw, chain, commitment: computeCommitment(secret) };
  expect(seals.map(({ round }) => computeSeal(facts, round))).toEqual(seals.map(({ seal }) => seal));
  const receipts = [computeReceipt(draw, draw)];
  for (const revision of draw.revisions)
    receipts.push(computeRevisionReceipt(receipts.at(-1) ?? "", revision, revision));
  expect(receipts).toEqual([draw, ...draw.revisions].map(({ receipt }) => receipt));
  const failure = computeFailureReceipt({
    ...draw,
    draw_no: 8,
    draw_id: "lottery-8",
    prize: undefined,
    seals: [{ round: 20_791_100, seal: sha256("a seal").toString("hex"), message_ts: "1755176645.123456" }],
    num_of_winners: 3,
    error: "BeaconUnreachable",
    failed_at: "2025-08-14T13:14:45.000Z",
  });
  const [seal, ...others] = digestVectors.map(({ digest }) => digest);
  expect(seal).toBe(seals.at(-1)?.seal);
  expect(others).toEqual([...receipts, failure]);
});

test("the links", () => {
  let link = FIRST_LINK;
  for (const each of linkVectors) {
    expect(sha256(bytesOf(link + each.receipt)).toString("hex")).toBe(each.link);
    link = computeLink(link, each.receipt);
    expect(link).toBe(each.link);
  }
});

test("the proof of the example belongs to a whole roster", () => {
  const draw = readExample();
  expect(exampleRoster.digest()).toBe(draw.roster_digest);
  expect(exampleRoster.prove([draw, ...draw.revisions])).toEqual(draw.roster_proof);
});
