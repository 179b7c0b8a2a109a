import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { chooseProxies, useProxies } from "../../../../../infra/local/settings/proxies.ts";
import { createConnection } from "../../../../../infra/local/slack/real/connection.ts";
import type { Acknowledgement } from "../../../../../infra/local/slack/real/handle-envelope.ts";
import { startProxy } from "../../../../support/connect-proxy.ts";
import { recordLog } from "../../../../support/record-log.ts";
import { APP_TOKEN, BOT_TOKEN, type Gateway, startGateway } from "../../../../support/simulated-gateway.ts";

let gateway: Gateway;
let log: ReturnType<typeof recordLog>;
beforeEach(async () => {
  log = recordLog();
  gateway = await startGateway();
});
afterEach(async () => {
  await gateway[Symbol.asyncDispose]();
  log[Symbol.dispose]();
  expect(log.text()).not.toMatch(/xapp|xoxb|ticket/);
});

const echo = ({ body }: { body: unknown }): Promise<Acknowledgement> =>
  Promise.resolve({ isAcknowledged: true, payload: { received: body } });

const direct = chooseProxies({});

function connect({
  handleEnvelope = echo,
  appToken = APP_TOKEN,
  botToken = BOT_TOKEN,
  pauses = [0, 10],
  proxies = direct,
  apiUrl = gateway.apiUrl,
  teamId = "T0LOTTERY",
} = {}) {
  const connection = createConnection({
    appToken,
    botToken,
    apiUrl,
    teamId,
    proxies,
    handleEnvelope,
    pauses,
  });
  onTestFinished(() => connection.close());
  return connection;
}

async function openLink(options: Parameters<typeof connect>[0] = {}) {
  const connection = connect(options);
  const [link] = await Promise.all([gateway.nextLink(), connection.open()]);
  return { connection, link };
}

const hello = { type: "slash_commands", payload: { command: "/lottery" } };
const echoed = { received: { command: "/lottery" } };

test("reports its workspace, and passes each envelope to the bot and its response to Slack", async () => {
  const { connection, link } = await openLink();
  expect(connection.feed.read()).toEqual({
    status: "connected",
    team: { name: "Lottery Inc.", url: "https://lottery-local.slack.com/" },
    bot: "lottery",
  });
  expect(await link.send(hello)).toEqual(echoed);
  expect(await link.send({ ...hello, accepts_response_payload: false })).toEqual({});
  expect(link.strays).toEqual([]);
});

test.each(["warning", "refresh_requested", "too_many_websockets"])(
  "at a disconnect (%s) the next connection is open before the old one has ended its handshake",
  async (reason) => {
    const { connection, link } = await openLink();
    const [next] = await Promise.all([gateway.nextLink(), link.disconnect(reason)]);
    expect(await next.send(hello)).toEqual(echoed);
    expect(connection.feed.read()).toMatchObject({ status: "connected" });
    await link.closed();
    expect(log.events("slack-disconnected")).toEqual([
      { level: "info", event: "slack-disconnected", reason },
    ]);
  },
);

test("connects again whenever the connection is cut", async () => {
  const { link } = await openLink();
  let current = link;
  for (let times = 0; times < 3; times++) {
    const next = gateway.nextLink();
    current.cut();
    current = await next;
    expect(await current.send(hello)).toEqual(echoed);
  }
  expect(log.events("slack-disconnected")).toHaveLength(3);
});

test("waits for a Slack that cannot be reached, and logs that", async () => {
  gateway.refuse("auth.test", { status: 503 });
  const connection = connect();
  await connection.open();
  expect(connection.feed.read()).toEqual({ status: "connecting" });
  gateway.refuse("apps.connections.open", { error: "internal_error" });
  gateway.relent("auth.test");
  await expect.poll(() => gateway.calls.includes("apps.connections.open")).toBe(true);
  const link = gateway.nextLink();
  gateway.relent("apps.connections.open");
  expect(await (await link).send(hello)).toEqual(echoed);
  expect(log.events("slack-not-reached")).toContainEqual({
    level: "warn",
    event: "slack-not-reached",
    error: "WebAPIHTTPError",
  });
});

test.each([
  ["SLACK_BOT_TOKEN", { botToken: "xoxb-wrong" }, "invalid_auth", "Bot User OAuth Token"],
  ["SLACK_APP_TOKEN", { appToken: "xapp-wrong" }, "invalid_auth", "connections:write"],
])("names a wrong %s, and what to do", async (variable, tokens, code, hint) => {
  const opening = connect(tokens).open();
  await expect(opening).rejects.toMatchObject({ name: "SlackRefused" });
  await expect(opening).rejects.toThrow(new RegExp(`^Slack rejects ${variable} \\(${code}\\)\\. .*${hint}`));
});

test("asks to which workspace the bot's token belongs until Slack responds", async () => {
  gateway.refuse("auth.test", { status: 503 });
  const asking = connect().identify();
  await expect.poll(() => gateway.calls.length).toBeGreaterThan(2);
  gateway.relent("auth.test");
  expect(await asking).toBe("T0LOTTERY");
  gateway.refuse("auth.test", { error: "invalid_auth" });
  await expect(connect().identify()).rejects.toThrow(/^Slack rejects SLACK_BOT_TOKEN/);
});

test("refuses a bot's token of another workspace than the lottery's, with both ids", async () => {
  const opening = connect({ teamId: "T0OTHER" }).open();
  await expect(opening).rejects.toMatchObject({ name: "SlackRefused" });
  await expect(opening).rejects.toThrow(
    /^SLACK_BOT_TOKEN belongs to the Slack workspace T0LOTTERY, but this lottery .* to T0OTHER\. Use /,
  );
  expect(gateway.calls).toEqual(["auth.test"]);
});

test("ends when a token is revoked later, and names it", async () => {
  const { connection, link } = await openLink();
  gateway.refuse("apps.connections.open", { error: "token_revoked" });
  link.cut();
  expect((await connection.refused).message).toMatch(/SLACK_APP_TOKEN \(token_revoked\)/);
  expect(gateway.links).toHaveLength(1);
});

test("ends when Socket Mode is switched off in the app's settings, and says that", async () => {
  const { connection, link } = await openLink();
  link.disconnect("link_disabled");
  expect((await connection.refused).message).toMatch(/^Socket Mode is switched off/);
  await link.closed();
  expect(gateway.links).toHaveLength(1);
});

test("ignores messages that are not envelopes, and acknowledges nothing if the bot fails", async () => {
  const handleEnvelope = ({ body }: { body: unknown }): Promise<Acknowledgement> =>
    body === "fail"
      ? Promise.resolve({ isAcknowledged: false })
      : body === "throw"
        ? Promise.reject(new TypeError("broken"))
        : echo({ body });
  const { link } = await openLink({ handleEnvelope });
  for (const junk of ["{", "", "null", "1", "[]", "{}", '{"type":"events_api","envelope_id":"1"}'])
    link.sendRaw(junk);
  for (const payload of ["fail", "throw"]) link.send({ type: "interactive", payload }).catch(() => undefined);
  expect(await link.send(hello)).toEqual(echoed);
  expect(link.unacknowledged()).toBe(2);
  expect(link.strays).toEqual([]);
  expect(log.events("envelope-not-acknowledged")).toEqual([
    { level: "error", event: "envelope-not-acknowledged", error: "TypeError" },
  ]);
});

test("logs the scopes that the app does not have", async () => {
  gateway.grant("commands,chat:write,channels:history");
  await openLink();
  expect(log.events("slack-scopes-missing")).toEqual([
    {
      level: "warn",
      event: "slack-scopes-missing",
      scopes:
        "chat:write.public,groups:history,files:write,im:write,groups:read,channels:read,users:read,users:read.email,usergroups:read,files:read",
    },
  ]);
});

test("closes at once while it is connected and while it waits", async () => {
  const { connection, link } = await openLink();
  const begin = performance.now();
  connection.close();
  await link.closed();
  expect(performance.now() - begin).toBeLessThan(200);
  expect(log.events("slack-disconnected")).toEqual([]);

  gateway.refuse("auth.test", { status: 503 });
  const waiting = connect({ pauses: [60_000] });
  await waiting.open();
  waiting.close();
  expect(gateway.links).toHaveLength(1);
});

describe("with a proxy to Slack", () => {
  /** A Slack that can be reached only through a proxy, because its name does not exist. */
  async function startBehindProxy(options: Parameters<typeof startProxy>[1] = {}) {
    const hidden = await startGateway({ origin: "http://slack.test" });
    const proxy = await startProxy(() => hidden.port, options);
    onTestFinished(async () => {
      await proxy[Symbol.asyncDispose]();
      await hidden[Symbol.asyncDispose]();
    });
    const open = async (proxies = chooseProxies({ http_proxy: proxy.url })) => {
      onTestFinished(useProxies(proxies));
      const connection = connect({ proxies, apiUrl: hidden.apiUrl });
      const [link] = await Promise.all([hidden.nextLink(), connection.open()]);
      return { connection, link };
    };
    return { hidden, proxy, open };
  }

  test("the Web API and Socket Mode use it, also to connect again", async () => {
    const { hidden, proxy, open } = await startBehindProxy();
    const { link } = await open();
    expect(await link.send(hello)).toEqual(echoed);
    expect(new Set(proxy.asked)).toEqual(new Set(["slack.test"]));
    expect(hidden.calls).toEqual(["auth.test", "apps.connections.open"]);
    const next = hidden.nextLink();
    link.cut();
    expect(await (await next).send(hello)).toEqual(echoed);
  });

  test("only the proxy gets its user and password", async () => {
    const { open } = await startBehindProxy({ password: "secret" });
    const { link } = await open();
    expect(await link.send(hello)).toEqual(echoed);
    expect(log.text()).not.toContain("secret@");
  });

  test("a proxy that refuses is logged with an error code", async () => {
    const { hidden, proxy } = await startBehindProxy({ password: "secret" });
    const proxies = chooseProxies({ http_proxy: proxy.url.replace("secret", "wrong") });
    onTestFinished(useProxies(proxies));
    await connect({ proxies, apiUrl: hidden.apiUrl }).open();
    expect(log.events("slack-not-reached")).toContainEqual({
      level: "warn",
      event: "slack-not-reached",
      error: "WebAPIRequestError",
      code: "UND_ERR_ABORTED",
    });
  });

  test.each(["127.0.0.1", "*", "slack.test, .0.0.1", ""])(
    "NO_PROXY=%s leaves this machine out",
    async (no_proxy) => {
      const { proxy } = await startBehindProxy();
      const proxies = chooseProxies({ http_proxy: proxy.url, no_proxy });
      onTestFinished(useProxies(proxies));
      const { link } = await openLink({ proxies });
      expect(await link.send(hello)).toEqual(echoed);
      expect(proxy.asked).toEqual([]);
    },
  );

  test("NO_PROXY names hosts and domains, and all others are reached through the proxy", async () => {
    const { hidden, proxy } = await startBehindProxy();
    const proxies = chooseProxies({ http_proxy: proxy.url, no_proxy: "slack.test" });
    onTestFinished(useProxies(proxies));
    // Without the proxy the name does not exist.
    await connect({ proxies, apiUrl: hidden.apiUrl }).open();
    await connect({ proxies, apiUrl: "http://api.slack.test/api/" }).open();
    // Each connection keeps trying in the background.
    expect(log.events("slack-not-reached").length).toBeGreaterThanOrEqual(2);
    expect(proxy.asked).toEqual([]);
    await connect({ proxies, apiUrl: "http://slack.other.test/api/" }).open();
    expect(proxy.asked).toContain("slack.other.test");
  });

  test("a connection that has stalled in the proxy ends at once when it is closed", async () => {
    const { proxy, open } = await startBehindProxy();
    const { connection } = await open();
    const { size } = proxy.tunnels;
    proxy.stall();
    connection.close();
    // The others belong to the Web API, whose connections stay open for a while.
    await expect.poll(() => proxy.tunnels.size).toBe(size - 1);
  });
});
