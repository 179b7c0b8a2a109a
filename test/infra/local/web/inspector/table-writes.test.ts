import { expect, test } from "vitest";
import { findWrites, readKey } from "../../../../../infra/local/web/inspector/table-writes.ts";

const find = (operation: string, request: object) => findWrites(operation, JSON.stringify(request));

test("finds the items of each kind of write", () => {
  const item = { id: { S: "a" }, n: { N: "7" } };
  const write = { table: "T", item, isDelete: false };
  expect(find("PutItem", { TableName: "T", Item: item })).toEqual([write]);
  expect(find("UpdateItem", { TableName: "T", Key: item })).toEqual([write]);
  expect(find("DeleteItem", { TableName: "T", Key: item })).toEqual([{ ...write, isDelete: true }]);
  expect(
    find("BatchWriteItem", {
      RequestItems: { T: [{ PutRequest: { Item: item } }, { DeleteRequest: { Key: { id: { S: "b" } } } }] },
    }),
  ).toEqual([write, { table: "T", item: { id: { S: "b" } }, isDelete: true }]);
});

test("finds nothing in a request that only reads", () => {
  expect(find("GetItem", { TableName: "T", Key: { id: { S: "a" } } })).toEqual([]);
});

test("reads a key's values", () => {
  expect(readKey(["id", "n"], { id: { S: "a" }, n: { N: "7" }, rest: { BOOL: true } })).toEqual({
    id: "a",
    n: 7,
  });
});
