import { expect, test } from "vitest";
import { z } from "zod";
import { parseItem } from "../../../data/dynamodb/parse-item.ts";
import { LotteryError } from "../../../data/runtime/lottery-error.ts";

const schema = z.object({ name: z.string(), wins: z.array(z.object({ no: z.int("must be a number") })) });

const parse = (item: unknown) => parseItem(schema, item, "The item of E1");

test("an item is returned with the attributes that the schema knows", () => {
  expect(parse({ name: "Ann", wins: [{ no: 1 }], other: true })).toEqual({ name: "Ann", wins: [{ no: 1 }] });
});

test("the error names the item and each malformed attribute, but no value", () => {
  const refuse = (item: unknown) => {
    try {
      return parse(item);
    } catch (error) {
      return error;
    }
  };
  const error = refuse({ name: 7, wins: [{ no: 1 }, { no: "secret" }] });
  expect(error).toBeInstanceOf(LotteryError);
  expect(error).toMatchObject({ name: "InvalidItem", cause: expect.any(z.ZodError) });
  expect(String(error)).toMatch(
    /The item of E1 is malformed: name: [^;]*expected string[^;]*; wins\.1\.no: must be a number$/,
  );
  expect(String(error)).not.toContain("secret");
  expect(String(refuse(undefined))).toMatch(/The item of E1 is malformed: item: /);
});
