import { expect, test } from "vitest";
import { findDuplicateKey } from "../../../infra/cli/find-duplicate-key.ts";

test.each([
  ['{"a": 1, "a": 2}', "a"],
  ['{"a": 1, "\\u0061": 2}', "a"],
  ['[{"b": {"a": 1}}, {"b": [{"c": 1, "d": "c", "c": 1}]}]', "c"],
  ['{"x": {"a": 1}, "y": 2, "x": 3}', "x"],
  ['{"": 1, "": 2}', ""],
  ['{"a\\"": "}", "a\\"": 2}', 'a"'],
])("finds the key that an object has twice in %s", (json, key) => {
  JSON.parse(json);
  expect(findDuplicateKey(json)).toBe(key);
});

test.each([
  '{"a": {"a": 1}, "b": [{"a": 1}, {"a": 2}]}',
  '{"a": "a", "b": "a"}',
  '{"a": "\\",\\"a\\": 1"}',
  "[]",
  "1",
])("finds none in %s", (json) => {
  JSON.parse(json);
  expect(findDuplicateKey(json)).toBeUndefined();
});
