import { expect } from "vitest";
import type { Message } from "../../bot/messages/message.ts";
import { blocksSchema } from "../../infra/local/slack/simulated/block-kit/blocks.ts";

/** The limits of Slack for a message and its blocks. */
export function expectSlackTakes({ text, blocks }: Message): void {
  expect(text.length).toBeGreaterThan(0);
  expect(text.length).toBeLessThanOrEqual(40_000);
  expect(() => blocksSchema.parse(blocks)).not.toThrow();
  const halves: string[] = [];
  const json = JSON.stringify(blocks, function collectHalves(_, value: unknown) {
    if (typeof value === "string" && !value.isWellFormed()) halves.push(value);
    return value;
  });
  expect(json.length).toBeLessThanOrEqual(13_000);
  expect(halves, "contain half a character").toEqual([]);
}
