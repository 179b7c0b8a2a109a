/** @module-tag slow */
import { connect } from "node:net";
import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, test } from "vitest";
import { tableDefinitions } from "../../../../../data/tables.ts";
import { sendRaw } from "../../../../support/send-raw.ts";
import { useDynamoDb } from "./use-dynamodb.ts";

const { startUntilEnd } = useDynamoDb();

describe("a malformed request", () => {
  const authorization = "AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=x";
  const headers = {
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": "DynamoDB_20120810.GetItem",
    "x-amz-date": "20260101T000000Z",
    authorization,
  };

  test.each([
    ["no JSON", "{", headers, "SerializationException"],
    ["null", "null", headers, "SerializationException"],
    ["a list", "[]", headers, "SerializationException"],
    ["a number", "1", headers, "SerializationException"],
    [
      "values too deep",
      `{"TableName": "Lottery-Employee", "Key": ${'{"L":['.repeat(30_000)}{}${"]}".repeat(30_000)}}`,
      headers,
      "ValidationException",
    ],
    ["nothing", "", headers, "SerializationException"],
    ["fields of other types", '{"TableName": {"a": []}, "Key": 4}', headers, "SerializationException"],
    ["empty keys", '{"TableName": "Lottery-Employee", "Key": {}}', headers, "ValidationException"],
    ["null keys", '{"TableName": "Lottery-Employee", "Key": null}', headers, "ValidationException"],
    [
      "an unknown operation",
      "{}",
      { ...headers, "x-amz-target": "DynamoDB_20120810.Guess" },
      "UnknownOperationException",
    ],
    ["no signature", "{}", { ...headers, authorization: "" }, "MissingAuthenticationTokenException"],
  ])("is refused as DynamoDB refuses it: %s", async (_what, body, sent, code) => {
    const { endpoint, client } = await startUntilEnd();
    const response = await fetch(endpoint, { method: "POST", headers: sent, body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: expect.stringContaining(`#${code}`) });
    await client.send(new ListTablesCommand({}));
  });

  test.each([
    ["a web page", { origin: "https://evil.example" }],
    ["a web page that reads only", { "sec-fetch-site": "cross-site" }],
    ["another machine's name", { host: "evil.example" }],
  ])("is refused if it may come from a web page: %s", async (_what, more) => {
    const { endpoint } = await startUntilEnd();
    const target = { "x-amz-target": "DynamoDB_20120810.ListTables" };
    const { status, body } = await sendRaw(endpoint, { ...headers, ...target, ...more }, "{}");
    expect(status).toBe(403);
    expect(body).toContain("AccessDeniedException");
    expect((await sendRaw(endpoint, { ...headers, ...target }, "{}")).status).toBe(200);
  });

  test("is unknown on another path or with another method", async () => {
    const { endpoint } = await startUntilEnd();
    expect((await fetch(endpoint)).status).toBe(200);
    expect((await fetch(endpoint, { method: "PUT" })).status).toBe(405);
    expect((await fetch(endpoint, { method: "OPTIONS" })).status).toBe(405);
    expect((await fetch(`${endpoint}else`, { method: "POST", headers, body: "{}" })).status).toBe(404);
  });

  test("is refused with more than 16 MB", async () => {
    const { endpoint, client } = await startUntilEnd();
    const response = await fetch(endpoint, { method: "POST", headers, body: "x".repeat(17 * 1024 * 1024) });
    expect(response.status).toBe(413);
    await client.send(new ListTablesCommand({}));
  });

  test("does no harm if its connection breaks", async () => {
    const { port, client } = await startUntilEnd();
    const head =
      "POST / HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length: 100\r\n\r\n{";
    for (let n = 0; n < 10; n++) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const socket = connect(port, "127.0.0.1");
      socket.on("close", () => resolve());
      socket.write(head, () => socket.resetAndDestroy());
      await promise;
    }
    const { TableNames } = await client.send(new ListTablesCommand({}));
    expect(TableNames).toHaveLength(tableDefinitions.length);
  });
});
