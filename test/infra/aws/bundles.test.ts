import { existsSync } from "node:fs";
import { mkdtempDisposable, readFile, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { WebAPIRequestError } from "@slack/web-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { quicknet } from "../../../data/runtime/beacon-chain.ts";
import { createBundles, type FunctionName, handlerFiles } from "../../../infra/aws/bundles.ts";
import type { isGenuine } from "../../../workflow/beacon/round-signature.ts";
import { loadBundles } from "../../support/load-bundles.ts";
import { type Lottery, MEMBER, openLottery } from "../../support/open-lottery.ts";
import { recordLog } from "../../support/record-log.ts";
import { publishedRounds } from "../../workflow/beacon/published-rounds.ts";
import { readGrants } from "./read-grants.ts";
import { recordAwsRequests } from "./record-aws-requests.ts";
import { synthesizeWithBundles } from "./synthesize.ts";

const KB = 1_000;
const loadFile = createRequire(import.meta.url);
const slackErrors = z.object({
  default: z.object({
    WebAPIRequestError: z.custom<typeof WebAPIRequestError>((value) => typeof value === "function"),
  }),
});
const signatures = z.object({
  isGenuine: z.custom<typeof isGenuine>((value) => typeof value === "function"),
});
const isFunctionName = (name: string): name is FunctionName => Object.hasOwn(handlerFiles, name);
const names = Object.keys(handlerFiles).filter(isFunctionName);

let stack: Awaited<ReturnType<typeof synthesizeWithBundles>>;
let lottery: Lottery;
let log: ReturnType<typeof recordLog>;
let requests: ReturnType<typeof recordAwsRequests>;
beforeAll(async () => {
  log = recordLog();
  requests = recordAwsRequests();
  stack = await synthesizeWithBundles();
  lottery = await openLottery({}, () => {
    const handlers = loadBundles(stack.bundle);
    return Promise.resolve({
      InputWinners: requests.watch("InputWinners", handlers.InputWinners),
      RandomSelectWinners: requests.watch("RandomSelectWinners", handlers.RandomSelectWinners),
      ValidateWinners: requests.watch("ValidateWinners", handlers.ValidateWinners),
      RecordWinners: requests.watch("RecordWinners", handlers.RecordWinners),
      Slack: requests.watch("Slack", handlers.Slack),
      Callback: requests.watch("Callback", handlers.Callback),
    });
  });
}, 60_000);
afterAll(async () => {
  await lottery[Symbol.asyncDispose]();
  await stack[Symbol.asyncDispose]();
  requests[Symbol.dispose]();
  log[Symbol.dispose]();
});

test("the deployed bundles draw, announce, mail and record", async () => {
  expect(await lottery.type("draw 2 AirPods")).toMatchObject({ response_type: "ephemeral" });
  const [draw] = await lottery.waitForDraws(1);
  if (draw?.status !== "drawn") throw new Error("The draw is not drawn.");
  expect(draw).toMatchObject({ draw_no: 1, num_of_winners: 2, prize: "AirPods", claims_final: true });
  const [announcement] = await lottery.announcements();
  const [mail] = await lottery.mails();
  for (const { employee_name } of draw.winners) {
    expect(announcement?.text).toContain(employee_name);
    expect(mail?.text).toContain(employee_name);
  }
  expect(await lottery.winners()).toHaveLength(2);
  expect(JSON.stringify(await lottery.type("winners", { user: MEMBER }))).toContain("AirPods");
});

test("the bundle of the bot refuses requests that Slack has not signed", async () => {
  expect((await lottery.sendCommand("help", { signingSecret: "forged" })).status).toBe(401);
});

test("the bundles fail with the error names that the state machine knows", async () => {
  expect(await lottery.execute({ input: 2, exception: true })).toMatchObject({
    status: "FAILED",
    error: "CustomError",
  });
  expect(await lottery.execute({ input: 100 })).toMatchObject({
    status: "FAILED",
    error: "NotEnoughEntrants",
  });
});

test("the bundles keep the names of Slack's errors, which are logged", async () => {
  await using directory = await mkdtempDisposable(join(tmpdir(), "lottery-errors-"));
  await createBundles(directory.path, { Errors: "node_modules/@slack/web-api/dist/errors.js" });
  const { WebAPIRequestError } = slackErrors.parse(
    loadFile(join(directory.path, "Errors/index.mjs")),
  ).default;
  expect(new WebAPIRequestError(new Error("ECONNRESET")).name).toBe("WebAPIRequestError");
});

describe("the curve's code", () => {
  const LATER = "./round-signature.mjs";
  const laterOf = (name: FunctionName) => join(dirname(stack.bundle(name)), LATER);
  const hasCurve = async (file: string) => (await readFile(`${file}.map`, "utf8")).includes("@noble/curves/");

  test("is in no bundle, so that no cold start reads it", async () => {
    for (const name of names) expect(await hasCurve(stack.bundle(name)), name).toBe(false);
  });

  test.each(["RandomSelectWinners", "Slack"] as const)(
    "is next to the bundle of %s, and checks signatures",
    async (name) => {
      expect(await readFile(stack.bundle(name), "utf8")).toContain(`import("${LATER}")`);
      expect(await hasCurve(laterOf(name))).toBe(true);
      const { isGenuine } = signatures.parse(loadFile(laterOf(name)));
      for (const [round, signature] of publishedRounds) {
        expect(isGenuine(quicknet, round, signature)).toBe(true);
        expect(isGenuine(quicknet, round + 1, signature)).toBe(false);
      }
    },
  );

  test("is not deployed with functions that check no signatures", () => {
    expect(names.filter((name) => existsSync(laterOf(name)))).toEqual(["RandomSelectWinners", "Slack"]);
  });
});

describe.each(names.map((name) => [name]))("the bundle of %s", (name) => {
  test("sends only requests that its role allows", () => {
    const requested = [...(requests.requested.get(name) ?? [])];
    expect(requested).not.toEqual([]);
    expect(readGrants(stack, `${name}Role`)).toEqual(expect.arrayContaining(requested));
  });

  test("is small, and has a source map", async () => {
    const file = stack.bundle(name);
    const limits: Partial<Record<FunctionName, number>> = {
      Slack: 650 * KB,
      Callback: 590 * KB,
    };
    const limit = limits[name] ?? 380 * KB;
    expect((await stat(file)).size).toBeLessThan(limit);
    expect((await stat(`${file}.map`)).size).toBeGreaterThan(0);
  });
});
