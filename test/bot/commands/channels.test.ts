import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import { MOST_CHANNELS } from "../../../data/ledger/allowed-channels.ts";
import { expectSlackTakes } from "../../support/slack-limits.ts";
import { buttonsIn } from "./buttons-in.ts";
import { openRegistry } from "./open-registry.ts";

const texts = locales.en;
const say = texts.channels;

let open: Awaited<ReturnType<typeof openRegistry>>;
beforeEach(async () => {
  open = await openRegistry();
});
afterEach(() => open[Symbol.asyncDispose]());

const list = () => open.lottery.ledger.channels.list();
const logged = async () =>
  (await open.lottery.ledger.auditLog.page("all", 100)).entries.map(({ entry }) => entry?.action);

test("by default, draws can be made in any channel", async () => {
  expect((await open.respond("channels")).text).toContain(say.any);
});

test("the first channel and the last one are about all others, too, so the operator is asked", async () => {
  const limit = await open.respond("channels add <#C0PARTY|party>");
  expect(limit.text).toBe(say.askToLimit("<#C0PARTY>"));
  expect(await list()).toEqual([]);
  const [yes] = buttonsIn(limit);
  for (const _ of [1, 2])
    expect((await open.click(yes?.action ?? "", yes?.value ?? "")).text).toBe(
      `${say.results.added("<#C0PARTY>")} ${say.only("<#C0PARTY>")}`,
    );

  expect((await open.respond("channels add <#C0OTHER|>")).text).toBe(
    `${say.results.added("<#C0OTHER>")} ${say.only("<#C0PARTY>, <#C0OTHER>")}`,
  );
  expect((await open.respond("channels remove <#C0PARTY|party>")).text).toBe(
    `${say.results.removed("<#C0PARTY>")} ${say.only("<#C0OTHER>")}`,
  );
  const free = await open.respond("channels remove <#C0OTHER|other>");
  expect(free.text).toBe(say.askToOpen("<#C0OTHER>"));
  expect(await list()).toEqual(["C0OTHER"]);
  const [confirm] = buttonsIn(free);
  expect((await open.click(confirm?.action ?? "", confirm?.value ?? "")).text).toBe(
    `${say.results.removed("<#C0OTHER>")} ${say.any}`,
  );
  expect((await logged()).toSorted()).toEqual([
    "channels.add",
    "channels.add",
    "channels.remove",
    "channels.remove",
  ]);
});

test("a channel is in the list once, and only channels in it can be removed", async () => {
  await open.lottery.ledger.channels.add({ channelId: "C0A", by: "U0X", at: new Date(), id: "1" });
  expect((await open.respond("channels add <#C0A|a>")).text).toContain(say.results["is-listed"]("<#C0A>"));
  expect((await open.respond("channels remove C0OTHER")).text).toContain(
    say.results["not-listed"]("<#C0OTHER>"),
  );
  expect(await logged()).toEqual(["channels.add"]);
});

test("the list has a limit, up to which a message shows all of it", async () => {
  const channels = Array.from({ length: MOST_CHANNELS }, (_, i) => `C0123456${100 + i}`);
  await open.lottery.putRecord({ ledger: "channels", entry: "allowed", version: 1, channels });
  const shown = await open.respond("channels");
  expectSlackTakes(shown);
  for (const channel of channels) expect(JSON.stringify(shown.blocks)).toContain(`<#${channel}>`);
  expect((await open.respond("channels add <#C0MORE|more>")).text).toBe(say.full(MOST_CHANNELS));
});

describe("is refused with the usage:", () => {
  test.for([
    "add",
    "add party",
    "add #party",
    "add <@U0ANN|ann>",
    "add <#C0A|a> <#C0B|b>",
    "add <#C0A|a> now",
    "limit <#C0A|a>",
    "add <!channel>",
    "add <#D0DIRECT|x>",
  ])("channels %s", async (args) => {
    expect(await open.respond(`channels ${args}`)).toMatchObject({ text: say.usage });
    expect(await list()).toEqual([]);
  });

  test.for(["", "{}", '{"nonce":"n","channel_id":"D0DIRECT"}'])("the button's value %j", async (value) => {
    await expect(open.click("lottery_channels_add", value)).rejects.toMatchObject({ name: "InvalidInput" });
    expect(await open.click("lottery_channels_cancel", value)).toMatchObject({ text: texts.cancelled });
  });
});
