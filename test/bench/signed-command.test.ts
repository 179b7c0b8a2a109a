import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { BOT_ENVIRONMENT, formatSignedCommand } from "../../bench/signed-command.ts";

afterEach(() => void vi.unstubAllEnvs());

const bot = z.object({
  handler: z.custom<(event: unknown, context: unknown) => Promise<unknown>>(
    (value) => typeof value === "function",
  ),
});

test.each(["../../bot/slack.lambda.ts", "../../bench/references/hand-written-bot.ts"])(
  "%s starts with the environment of the benchmarks, and responds to a signed command",
  async (file) => {
    for (const [name, value] of Object.entries(BOT_ENVIRONMENT)) vi.stubEnv(name, value);
    const { handler } = bot.parse(await import(`${new URL(file, import.meta.url).href}?bench`));
    expect(await handler(formatSignedCommand("help"), {})).toMatchObject({ statusCode: 200 });
  },
);
