import { expect, test } from "vitest";
import { computeCommitment, computeSeal, computeSeed } from "../../../workflow/draw/seal.ts";

const secret = "11".repeat(32);
const signature = "22".repeat(48);
const round = 1_234_567;

const facts = {
  draw_no: 7,
  draw_id: "draw-7",
  prize: "Tickets 🎟",
  num_of_winners: 2,
  rules: {},
  roster_size: 3,
  roster_digest: "8fa2cfe93f08016a7f759241b004842ca6cb4e8c0451635448d5f906d457dd3f",
  commitment: computeCommitment(secret),
  chain: "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
  link_no: 6,
  link: "ab".repeat(32),
};

test("computes the commitment and the seed that other implementations compute, too", () => {
  expect(facts.commitment).toBe("02d449a31fbb267c8f352e9968a79e3e5fc95c1bbeaa502fd6454ebde5a4bedc");
  expect(computeSeed(secret, signature)).toBe(
    "80890a0884973fd18c77cf571b55dbd9a29428eebe8fcc697b732d36b97e914a",
  );
});

test("computes the seal that other implementations compute, too", () => {
  expect(computeSeal(facts, round)).toBe("0c337e185f1474001f3f70294565c69c31ef6ba72600af60c522733c78e51252");
  const { prize: _, roster_digest: __, ...large } = { ...facts, roster_size: 200_000 };
  expect(computeSeal(large, round)).toBe("e4ec47384651b1b009aa1b69396626cce01becc5e232f92d7d04e72ec86e1840");
});

test("a seal changes with each of the facts and with the round", () => {
  const { prize: _, ...plain } = facts;
  const { roster_digest: __, ...treeless } = facts;
  const other = "cd".repeat(32);
  const changed = [
    facts,
    plain,
    treeless,
    { ...facts, draw_no: 8 },
    { ...facts, draw_id: "draw-8" },
    { ...facts, prize: "" },
    { ...facts, num_of_winners: 3 },
    { ...facts, rules: { again: true as const } },
    { ...facts, roster_size: 4 },
    { ...facts, roster_digest: other },
    { ...facts, commitment: other },
    { ...facts, chain: other },
    { ...facts, link_no: 5 },
    { ...facts, link: other },
  ];
  const seals = [...changed.map((each) => computeSeal(each, round)), computeSeal(facts, round + 1)];
  expect(new Set(seals).size).toBe(changed.length + 1);
});

test("a seed changes with the secret and with the signature", () => {
  const seeds = [
    computeSeed(secret, signature),
    computeSeed("12".repeat(32), signature),
    computeSeed(secret, "23".repeat(48)),
  ];
  expect(new Set(seeds).size).toBe(seeds.length);
});
