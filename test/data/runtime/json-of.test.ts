import { expect, test } from "vitest";
import { z } from "zod";
import { jsonOf } from "../../../data/runtime/json-of.ts";

const schema = jsonOf(z.object({ n: z.number("must be a number") }));

test("text with JSON of the schema is parsed", () => {
  expect(schema.parse('{ "n": 1 }')).toEqual({ n: 1 });
});

test.each([
  ["", "is not JSON"],
  ["{", "is not JSON"],
  ["{'n': 1}", "is not JSON"],
  ['{ "n": "1" }', "must be a number"],
])("other text is refused with one reason: %s", (text, message) => {
  const { error } = schema.safeParse(text);
  expect(error?.issues).toHaveLength(1);
  expect(error?.issues).toMatchObject([{ message }]);
});
