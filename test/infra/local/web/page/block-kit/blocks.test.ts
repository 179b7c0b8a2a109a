/** @module-tag browser */
import { expect, test } from "vitest";
import { CHANNEL, readForm } from "../../../../../support/serve-slack.ts";
import { shareBrowser } from "../../../../../support/share-browser.ts";
import { section, shareWorkspace } from "../open-workspace.ts";

const { page, messages, slack } = await shareWorkspace(await shareBrowser());

test("renders Block Kit", async () => {
  slack.workspace.post(CHANNEL, "U0LOTTERY", {
    text: "not shown",
    blocks: [
      { type: "header", block_id: "h", text: { type: "plain_text", text: "Draw #7 :tada:" } },
      section(
        "*王小明* _won_ ~nothing~ `AirPods` <@U0MEMBER> in <#C0LOTTERY>, see <https://example.com/?a=1&amp;b=2|the rules>\n> quoted",
      ),
      { type: "section", block_id: "f", fields: [{ type: "mrkdwn", text: "*Prize*\nAirPods" }] },
      { type: "divider", block_id: "d" },
      {
        type: "context",
        block_id: "c",
        elements: [{ type: "mrkdwn", text: "<!date^86400^{date_num}|then>" }],
      },
      {
        type: "actions",
        block_id: "a",
        elements: [{ type: "button", action_id: "x", text: { type: "plain_text", text: "Older" } }],
      },
    ],
  });
  const message = messages.filter({ hasText: "Draw #7" });
  await message.waitFor();
  expect(await message.getByRole("heading").innerText()).toBe("Draw #7 🎉");
  for (const [selector, text] of [
    ["strong >> nth=0", "王小明"],
    ["em", "won"],
    ["s", "nothing"],
    ["code", "AirPods"],
    [".mention >> nth=0", "@Max Member"],
    [".mention >> nth=1", "#lottery"],
    ["blockquote", "quoted"],
    [".fields", "Prize\nAirPods"],
    [".context time", "01/02/1970"],
  ])
    expect(await message.locator(selector ?? "").innerText()).toBe(text);
  expect(await message.getByRole("link", { name: "the rules" }).getAttribute("href")).toBe(
    "https://example.com/?a=1&b=2",
  );
  expect(await message.getByRole("separator").count()).toBe(1);
  expect(await message.innerText()).not.toContain("not shown");

  await message.getByRole("button", { name: "Older" }).click();
  await page.getByRole("alert").filter({ hasText: "operation_timeout" }).waitFor();
  expect(readForm(slack.events[0])["payload"]).toContain('"action_id":"x"');
});

test("shows any name as text", async () => {
  const name = "<img src=x onerror=alert(1)> <!channel> & *Co*";
  const escaped = "&lt;img src=x onerror=alert(1)&gt; &lt;!channel&gt; &amp; *Co* &amp;lt;";
  slack.workspace.post(CHANNEL, "U0LOTTERY", { text: escaped });
  slack.workspace.post(CHANNEL, "U0LOTTERY", { text: "x", blocks: [section(`won: ${escaped}`)] });
  // Without escaping: no link to a script, no markup.
  slack.workspace.post(CHANNEL, "U0LOTTERY", { text: "<javascript:alert(1)|click> <img src=x>" });
  slack.mailbox.add({ to: "a@example.com", subject: name, text: name });
  await page.getByRole("tab", { name: "Mails" }).click();
  await page.getByRole("heading", { name }).waitFor();
  await messages.nth(2).waitFor();
  expect(await messages.nth(1).innerText()).toContain(
    "won: <img src=x onerror=alert(1)> <!channel> & Co &lt;",
  );
  expect(await page.locator("#messages a, #messages .text img, .mention, .mail img").count()).toBe(0);
});
