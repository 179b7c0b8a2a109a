import { execFileSync, spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { commands } from "../../../bot/commands/registry.ts";
import { createManifest } from "../../../infra/aws/manifest.ts";

const command = "/lottery";
const URL_OF_STACK = "https://abc123.execute-api.eu-central-1.amazonaws.com/slack/events";

/** The scopes that Slack requires for each method and for a slash command. */
const scopesOf: Readonly<Record<string, string[]>> = {
  "auth.test": [],
  "chat.postMessage": ["chat:write", "chat:write.public"],
  "chat.postEphemeral": ["chat:write"],
  "chat.update": ["chat:write"],
  "conversations.history": ["channels:history", "groups:history"],
  "conversations.info": ["channels:read", "groups:read"],
  "conversations.members": ["channels:read", "groups:read"],
  "conversations.open": ["im:write"],
  "files.info": ["files:read"],
  filesUploadV2: ["files:write"],
  "usergroups.users.list": ["usergroups:read"],
  "users.info": ["users:read"],
  // With the addresses of people.
  "users.list": ["users:read", "users:read.email"],
  "views.open": [],
  "views.publish": [],
  "views.push": [],
  "views.update": [],
  "slash command": ["commands"],
};

test("the scopes are exactly those of the methods that the bot calls", () => {
  // From the source, because the bot calls some methods only after Slack has failed in a certain way.
  const called = globSync("bot/**/*.ts").flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/slack\.(\w+(?:\.\w+)*)\(/g)].map(([, method = ""]) => method),
  );
  const wanted = ["slash command", ...new Set(called)].flatMap(
    (method) => scopesOf[method] ?? [`for ${method}`],
  );
  const { scopes } = createManifest({ url: URL_OF_STACK, command }).oauth_config;
  expect(scopes.bot.toSorted()).toEqual([...new Set(wanted)].sort());
});

test("Slack sends commands, clicks and events to the deployed address, with ids for names", () => {
  expect(createManifest({ url: URL_OF_STACK, command })).toMatchObject({
    features: { slash_commands: [{ command: "/lottery", url: URL_OF_STACK, should_escape: true }] },
    settings: {
      interactivity: { is_enabled: true, request_url: URL_OF_STACK },
      event_subscriptions: { request_url: URL_OF_STACK, bot_events: ["app_home_opened"] },
      socket_mode_enabled: false,
    },
  });
});

test("a manifest for Socket Mode has no address, and is otherwise the same", () => {
  const { features, settings, ...rest } = createManifest({ command });
  const { features: deployed, settings: _, ...same } = createManifest({ url: URL_OF_STACK, command });
  expect(rest).toEqual(same);
  expect(features.slash_commands).toEqual(deployed.slash_commands.map(({ url, ...command }) => command));
  expect(features.app_home).toEqual(deployed.app_home);
  expect(settings).toMatchObject({
    interactivity: { is_enabled: true },
    event_subscriptions: { bot_events: ["app_home_opened"] },
    socket_mode_enabled: true,
  });
  expect(JSON.stringify([features, settings])).not.toContain("url");
});

test("people find a Home tab, and direct messages that they cannot answer", () => {
  expect(createManifest({ command }).features.app_home).toEqual({
    home_tab_enabled: true,
    messages_tab_enabled: true,
    messages_tab_read_only_enabled: true,
  });
});

test("the hint lists the commands of the bot", () => {
  const [slashCommand] = createManifest({ command }).features.slash_commands;
  expect(slashCommand?.usage_hint).toBe(Object.keys(commands).join(" | "));
});

test("the manifest keeps to Slack's limits", () => {
  const { display_information, features } = createManifest({ url: URL_OF_STACK, command });
  expect(display_information.name.length).toBeLessThanOrEqual(35);
  expect(display_information.description.length).toBeLessThanOrEqual(140);
  for (const { description, usage_hint } of features.slash_commands) {
    expect(description.length).toBeLessThanOrEqual(2_000);
    expect(usage_hint.length).toBeLessThanOrEqual(1_000);
  }
});

test("`npm run manifest` prints JSON for a URL, with the name of the slash command from the settings", () => {
  const output = execFileSync(process.execPath, ["infra/aws/print-manifest.ts", URL_OF_STACK], {
    encoding: "utf8",
    env: { ...process.env, LOTTERY_COMMAND: "/tombola" },
  });
  const manifest = createManifest({ url: URL_OF_STACK, command: "/tombola" });
  expect(JSON.parse(output)).toEqual(manifest);
  expect(manifest.features.slash_commands.map((each) => each.command)).toEqual(["/tombola"]);
});

test("`npm run manifest` prints JSON for Socket Mode", () => {
  const output = execFileSync(process.execPath, ["infra/aws/print-manifest.ts", "--socket-mode"], {
    encoding: "utf8",
  });
  expect(JSON.parse(output)).toEqual(createManifest({ command }));
});

test.each([[[]], [["abc"]], [["http://example.com/slack/events"]], [["--socket-mode", URL_OF_STACK]]])(
  "`npm run manifest` prints its usage for the arguments %j",
  (args) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["infra/aws/print-manifest.ts", ...args], {
      encoding: "utf8",
    });
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("npm run --silent manifest -- https://");
  },
);
