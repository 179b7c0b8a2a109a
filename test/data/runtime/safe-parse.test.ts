import { expect, test } from "vitest";
import { z } from "zod";
import { safeParse } from "../../../data/runtime/safe-parse.ts";

const schema = z.object({ id: z.string().min(1).max(8), names: z.array(z.string()).min(1) });

test("what fits is answered as the schema makes it, what does not with what is wrong", () => {
  expect(safeParse(schema, { id: "1", names: ["a"], more: 1 })).toEqual({
    success: true,
    data: { id: "1", names: ["a"] },
  });
  expect(safeParse(schema, { id: "", names: ["a"] }).error?.issues).toMatchObject([{ path: ["id"] }]);
});

test.each(["id", "names"])(
  "what pretends to have a length does not fit, and nothing falls over it: %s",
  (field) => {
    const pretender = { id: "1", names: ["a"], [field]: { length: { toString: 0, valueOf: 0 } } };
    expect(safeParse(schema, pretender).success).toBe(false);
    expect(safeParse(z.union([schema, z.null()]), pretender).success).toBe(false);
  },
);
