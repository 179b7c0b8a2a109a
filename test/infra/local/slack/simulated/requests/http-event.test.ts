import { describe, expect, test } from "vitest";
import {
  formatHttpEvent,
  parseHttpResult,
} from "../../../../../../infra/local/slack/simulated/requests/http-event.ts";

const request = (contentType: string, body: string, path = "/slack/events") =>
  formatHttpEvent({
    method: "POST",
    url: new URL(path, "http://localhost:3000"),
    headers: new Headers({
      "Content-Type": contentType,
      "X-Slack-Signature": "v0=1",
      "User-Agent": "Slackbot",
    }),
    body: Buffer.from(body),
  });

describe("the event of a request", () => {
  test("carries a form in base64, as API Gateway does", () => {
    const event = request("application/x-www-form-urlencoded", "text=draw+2");
    expect(event.isBase64Encoded).toBe(true);
    expect(Buffer.from(event.body ?? "", "base64").toString()).toBe("text=draw+2");
  });

  test("passes JSON unchanged", () => {
    const event = request("application/json; charset=utf-8", '{"name":"王小明"}');
    expect(event).toMatchObject({ isBase64Encoded: false, body: '{"name":"王小明"}' });
  });

  test("has lower-case headers, the path, the query and a time in API Gateway's format", () => {
    const event = request("text/plain", "x", "/slack/events?a=1&b=2&a=3");
    expect(event).toMatchObject({
      version: "2.0",
      routeKey: "POST /slack/events",
      rawPath: "/slack/events",
      rawQueryString: "a=1&b=2&a=3",
      queryStringParameters: { a: "1,3", b: "2" },
      headers: { "content-type": "text/plain", "x-slack-signature": "v0=1" },
      requestContext: {
        http: { method: "POST", path: "/slack/events", userAgent: "Slackbot" },
        stage: "$default",
      },
    });
    expect(event.requestContext.time).toMatch(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
  });

  test("has no body where the request had none", () => {
    expect(request("text/plain", "")).not.toHaveProperty("body");
  });
});

describe("the response of a result", () => {
  test("has its status, headers, cookies and decoded body", async () => {
    const response = parseHttpResult({
      statusCode: 201,
      headers: { "X-One": "1" },
      cookies: ["a=1", "b=2"],
      body: Buffer.from("王小明").toString("base64"),
      isBase64Encoded: true,
    });
    expect(response.status).toBe(201);
    expect(response.headers.get("x-one")).toBe("1");
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(await response.text()).toBe("王小明");
  });

  test.each([204, 304])("with status %i has no body", async (statusCode) => {
    const response = parseHttpResult({ statusCode, body: "" });
    expect(response.status).toBe(statusCode);
    expect(await response.text()).toBe("");
  });

  test("is JSON where the result has no status", async () => {
    const response = parseHttpResult({ hello: "world" });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ hello: "world" });
  });

  test("is 500 where the result does not fit", async () => {
    const response = parseHttpResult({ statusCode: "200" });
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ message: "Internal Server Error" });
  });
});
