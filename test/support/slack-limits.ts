import { expect } from "vitest";
import type { Message } from "../../bot/messages/message.ts";
import { blocksSchema } from "../../infra/local/slack/simulated/block-kit/blocks.ts";

/** The limits of Slack for a message and its blocks. */
export function expectSlackTakes({ text, blocks }: Message): void {
  expect(text.length).toBeGreaterThan(0);
  expect(text.length).toBeLessThanOrEqual(40_000);
  expect(() => blocksSchema.parse(blocks)).not.toThrow();
  expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(13_000);
}
