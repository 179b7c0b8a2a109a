import { expect, test } from "vitest";
import { formatCode } from "../../../bot/messages/code.ts";
import { expectSlackTakes } from "../../support/slack-limits.ts";

/** The texts between the fences, as people copy them. */
function copy(value: object): string[] {
  return formatCode(value).map((block) => {
    if (block.type !== "section" || !block.text) throw new Error("This is not text.");
    return /^```\n([\s\S]*)\n```$/.exec(block.text.text)?.[1] ?? "";
  });
}

test("JSON with any characters is copied unchanged, and contains nothing that Slack reads as markup or hides", () => {
  const value = {
    text: '<!channel> & ```*bold*``` \u202e\u200b\ufe0f 🎁 #️⃣ ©️ \u2028 \ud83c "\\/\n',
    name: "Zoë O'Neil 王小明 नमस्ते １",
  };
  const [code = "", ...more] = copy(value);
  expect(more).toEqual([]);
  expect(JSON.parse(code)).toEqual(value);
  expect(code).not.toMatch(/[<>&`]|\u202e|\u200b|\ufe0f|\u2028|\p{Extended_Pictographic}/u);
  expect(code).toContain("Zoë O'Neil 王小明 नमस्ते １");
});

test("long JSON is in several blocks, which are copied one after the other", () => {
  const value = { names: Array.from({ length: 8 }, () => "&".repeat(200)) };
  const parts = copy(value);
  expect(parts.length).toBeGreaterThan(1);
  expect(JSON.parse(parts.join("\n"))).toEqual(value);
  expectSlackTakes({ text: "code", blocks: formatCode(value) });
});
