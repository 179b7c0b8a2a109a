import { describe, expect, test } from "vitest";
import { BOT_TOKEN, CHANNEL } from "../../../../../support/serve-slack.ts";
import { refusal, setUpWebApi } from "./set-up-web-api.ts";

const { slack, client, connect } = await setUpWebApi();

describe("every call", () => {
  test("returns the app's identity", async () => {
    expect(await client.auth.test()).toMatchObject({
      ok: true,
      user_id: "U0LOTTERY",
      bot_id: "B0LOTTERY",
      team_id: "T0LOTTERY",
    });
  });

  test("is refused if the token is in the body or the URL, where any form could put it", async () => {
    const call = async (path: string, body: string, type: string) => {
      const headers = { "content-type": type };
      const response = await fetch(`${slack.url}/api/${path}`, { method: "POST", headers, body });
      return await response.json();
    };
    const refused = { ok: false, error: "not_authed" };
    const form = "application/x-www-form-urlencoded";
    expect(await call("auth.test", `token=${BOT_TOKEN}`, form)).toEqual(refused);
    expect(await call(`auth.test?token=${BOT_TOKEN}`, "", form)).toEqual(refused);
    expect(await call("auth.test", JSON.stringify({ token: BOT_TOKEN }), "application/json")).toEqual(
      refused,
    );
  });

  test("is refused without the right token", async () => {
    for (const wrong of ["xoxb-wrong", BOT_TOKEN.replace(/.$/, "x")])
      expect(await refusal(connect(wrong).auth.test())).toMatchObject({ error: "invalid_auth" });
    expect(await refusal(connect(undefined).auth.test())).toMatchObject({ error: "not_authed" });
  });

  test("is refused if the method is unknown", async () => {
    expect(await refusal(client.apiCall("chat.shout"))).toMatchObject({
      error: "unknown_method",
      req_method: "chat.shout",
    });
    expect(await refusal(client.apiCall("constructor"))).toMatchObject({ error: "unknown_method" });
  });

  const deep = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
  const metadata = `{"event_type":"x","event_payload":${deep}}`;
  test.each([
    ["malformed JSON", "application/json", "{", "invalid_json"],
    ["JSON that is nested too deep", "application/json", `{"metadata":${metadata}}`, "invalid_json"],
    [
      "an argument that is nested too deep",
      "application/x-www-form-urlencoded",
      new URLSearchParams({ channel: CHANNEL, text: "x", metadata }).toString(),
      "invalid_metadata_format",
    ],
  ])("is refused with %s", async (_what, type, body, error) => {
    const response = await fetch(`${slack.url}/api/chat.postMessage`, {
      method: "POST",
      headers: { authorization: `Bearer ${BOT_TOKEN}`, "content-type": type },
      body,
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ ok: false, error });
    expect(slack.workspace.messages(CHANNEL)).toEqual([]);
  });
});
