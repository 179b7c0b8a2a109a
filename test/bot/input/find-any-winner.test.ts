/** @module-tag slow */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findWinner } from "../../../bot/input/find-winner.ts";
import { fuzz } from "../../support/fuzz.ts";
import { person, read } from "./winners-called.ts";

describe("for any names of the winners", () => {
  const nobody = person("", "");
  const SEED = 20_260_615;
  const word = fc
    .tuple(
      fc.constantFrom(..."ABÉÖŁZ"),
      fc.string({ unit: fc.constantFrom(..."abéößñç"), minLength: 2, maxLength: 6 }),
    )
    .map((parts) => parts.join(""));
  const name = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(" "));
  const people = fc
    .uniqueArray(name, { minLength: 1, maxLength: 8, selector: (each) => each.toLowerCase() })
    .map((names) => names.map((each, i) => person(`E${1_000 + i}`, each)));
  const variant = fc.constantFrom<(text: string) => string>(
    (text) => text,
    (text) => text.toUpperCase(),
    (text) => text.toLowerCase(),
    (text) => `"${text}"`,
    (text) => `“${text}”`,
    (text) => `*${text}*`,
    (text) => text.replaceAll(" ", "\u3000"),
  );
  const separator = fc.constantFrom(" ", ", ", ": ", "，", " - ", "\u3000");
  const reason = fc.constantFrom("", "is away", "not here", "未到场", "1 day late", ":wave:");

  test("each winner is found by the whole name, with the reason after it", () => {
    fc.assert(
      fc.property(people, fc.nat(), variant, separator, reason, (all, index, write, between, why) => {
        const winner = all[index % all.length] ?? nobody;
        const { found } = findWinner(write(winner.employee_name) + (why && between + why), all, []);
        expect(found).toContainEqual({ winner, reason: why });
      }),
      fuzz(SEED, 800),
    );
  });

  test("each winner is found without doubt by id and by rank", () => {
    fc.assert(
      fc.property(people, fc.nat(), separator, reason, (all, index, between, why) => {
        const rank = index % all.length;
        const winner = all[rank] ?? nobody;
        for (const key of [winner.employee_id, `#${rank + 1}`])
          expect(findWinner(key + (why && between + why), all, [])).toEqual({
            found: [{ winner, reason: why }],
            isSure: true,
          });
      }),
      fuzz(SEED, 500),
    );
  });

  test("finds only winners, each once, with a typed reason, and is sure of at most one", () => {
    const texts = fc.string({
      unit: fc.constantFrom(..."ABab éö1#@.,:-'\"“王", ":wave:", "👋", "\u3000", "E1000", " and "),
      maxLength: 20,
    });
    fc.assert(
      fc.property(texts, people, (text, all) => {
        const { found, isSure } = findWinner(text, all, []);
        for (const each of found) {
          expect(all).toContain(each.winner);
          expect(text).toContain(each.reason);
        }
        expect(new Set(found.map(({ winner }) => winner)).size).toBe(found.length);
        if (isSure) expect(found).toHaveLength(1);
      }),
      fuzz(SEED, 1_500),
    );
  });

  test("a thousand winners are compared in time", () => {
    const crowd = Array.from({ length: 1_000 }, (_, i) => person(`E${i}`, `Person ${i} Müller-Lüdenscheidt`));
    const begin = performance.now();
    expect(read("Person 999 Muller-Ludenscheidt left", crowd)).toContain("/E999 (left)");
    for (const text of ["x".repeat(4_000), "'".repeat(4_000), "👩\u200d".repeat(2_000)]) read(text, crowd);
    expect(performance.now() - begin).toBeLessThan(2_000);
  });
});
