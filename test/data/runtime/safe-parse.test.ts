import { expect, test } from "vitest";
import { z } from "zod";
import { safeParse } from "../../../data/runtime/safe-parse.ts";

const schema = z.object({ id: z.string().min(1).max(8), names: z.array(z.string()).min(1) });

test("returns the parsed value, or the issues of an invalid one", () => {
  expect(safeParse(schema, { id: "1", names: ["a"], more: 1 })).toEqual({
    success: true,
    data: { id: "1", names: ["a"] },
  });
  expect(safeParse(schema, { id: "", names: ["a"] }).error?.issues).toMatchObject([{ path: ["id"] }]);
});

test.each(["id", "names"])("a value with a fake length is invalid and throws nothing: %s", (field) => {
  const fake = { id: "1", names: ["a"], [field]: { length: { toString: 0, valueOf: 0 } } };
  expect(safeParse(schema, fake).success).toBe(false);
  expect(safeParse(z.union([schema, z.null()]), fake).success).toBe(false);
});
