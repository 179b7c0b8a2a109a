import { mkdtempDisposable, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { WebAPIRequestError } from "@slack/web-api";
import type { Metafile } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { commands } from "../../../bot/commands/registry.ts";
import { quicknet } from "../../../data/runtime/beacon-chain.ts";
import {
  createBundles,
  type FunctionName,
  handlerFiles,
  listStartOutputs,
} from "../../../infra/aws/bundles.ts";
import { rosterMachineArn } from "../../../infra/local/settings/arns.ts";
import type { isGenuine } from "../../../workflow/beacon/round-signature.ts";
import { loadBundles } from "../../support/load-handlers.ts";
import { CHANNEL, type Lottery, MEMBER, OPERATOR, openLottery } from "../../support/open-lottery.ts";
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
  lottery = await openLottery({}, async () => {
    const handlers = await loadBundles(stack.bundle);
    return {
      InputWinners: requests.watch("InputWinners", handlers.InputWinners),
      RandomSelectWinners: requests.watch("RandomSelectWinners", handlers.RandomSelectWinners),
      ValidateWinners: requests.watch("ValidateWinners", handlers.ValidateWinners),
      RecordWinners: requests.watch("RecordWinners", handlers.RecordWinners),
      Slack: requests.watch("Slack", handlers.Slack),
      Callback: requests.watch("Callback", handlers.Callback),
      RosterTask: requests.watch("RosterTask", handlers.RosterTask),
    };
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

test("the deployed bundles take people from Slack", async () => {
  const common = { import_id: "bundled", requested_by: OPERATOR };
  const request = { source: { kind: "channel", channel_id: CHANNEL } };
  const read = { step: "read", ...common, request };
  expect(await lottery.execute(read, rosterMachineArn)).toMatchObject({ status: "SUCCEEDED" });
  const [plan] = (await lottery.messages(OPERATOR)).slice(-1);
  expect(plan?.text).toContain("Olivia Operator");
  const apply = { step: "apply", ...common, plan_no: 1 };
  expect(await lottery.execute(apply, rosterMachineArn)).toMatchObject({ status: "SUCCEEDED" });
  const [result] = (await lottery.messages(OPERATOR)).slice(-1);
  expect(result?.text).toContain("The roster is up to date.");
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

describe("code that a cold start does not need", () => {
  const openBundle = (name: FunctionName) => {
    const metafile = stack.metafiles.get(name);
    if (!metafile) throw new Error(`${name} is not bundled.`);
    const atStart = listStartOutputs(metafile);
    const contains = (outputs: Metafile["outputs"], file: string) =>
      Object.values(outputs).some(({ inputs }) => Object.keys(inputs).some((path) => path.includes(file)));
    return {
      has: (file: string) => contains(metafile.outputs, file),
      hasAtStart: (file: string) => contains(atStart, file),
      fileOf: (file: string) => {
        const [path] =
          Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === file) ?? [];
        if (path === undefined) throw new Error(`${file} is not loaded on its own.`);
        return join(dirname(stack.bundle(name)), basename(path));
      },
    };
  };

  test.each(["RandomSelectWinners", "Slack"] as const)(
    "the curve is next to the bundle of %s, and checks signatures",
    (name) => {
      const bundle = openBundle(name);
      expect(bundle.hasAtStart("@noble/curves/")).toBe(false);
      const { isGenuine } = signatures.parse(loadFile(bundle.fileOf("workflow/beacon/round-signature.ts")));
      const [[round, signature] = [0, ""]] = publishedRounds;
      expect(isGenuine(quicknet, round, signature)).toBe(true);
      expect(isGenuine(quicknet, round + 1, signature)).toBe(false);
    },
  );

  test("the curve is not deployed with functions that check no signatures", () => {
    expect(names.filter((name) => openBundle(name).has("@noble/curves/"))).toEqual([
      "RandomSelectWinners",
      "Slack",
    ]);
  });

  test("the client of Step Functions is next to the bundle of the bot", () => {
    const bundle = openBundle("Slack");
    expect(bundle.has("@aws-sdk/client-sfn/")).toBe(true);
    expect(bundle.hasAtStart("@aws-sdk/client-sfn/")).toBe(false);
  });

  test("the Home tab is next to the bundle of the bot", () => {
    const bundle = openBundle("Slack");
    expect(bundle.has("bot/home/home.ts")).toBe(true);
    expect(bundle.hasAtStart("bot/home/home.ts")).toBe(false);
    expect(bundle.hasAtStart("bot/messages/home.ts")).toBe(false);
  });

  test.each(Object.keys(commands))("the command %s is next to the bundle of the bot", (name) => {
    const bundle = openBundle("Slack");
    expect(bundle.has(`bot/commands/${name}.ts`)).toBe(true);
    expect(bundle.hasAtStart(`bot/commands/${name}.ts`)).toBe(false);
  });
});

describe.each(names.map((name) => [name]))("the bundle of %s", (name) => {
  test("sends only requests that its role allows", () => {
    const requested = [...(requests.requested.get(name) ?? [])];
    expect(requested).not.toEqual([]);
    expect(readGrants(stack, `${name}Role`)).toEqual(expect.arrayContaining(requested));
  });

  test("does not load node:process, whose import computes everything that the global computes later", () => {
    const outputs = Object.values(stack.metafiles.get(name)?.outputs ?? {});
    const imported = outputs.flatMap(({ imports }) => imports.map(({ path }) => path));
    expect(imported).toContain("node:crypto");
    expect(imported).not.toContain("node:process");
    expect(imported).not.toContain("process");
  });

  test("reads little at a cold start, and has a source map", async () => {
    const metafile = stack.metafiles.get(name);
    const atStart = metafile ? Object.values(listStartOutputs(metafile)) : [];
    const limits: Partial<Record<FunctionName, number>> = {
      Slack: 650 * KB,
      Callback: 600 * KB,
      RosterTask: 600 * KB,
    };
    expect(atStart.length).toBeGreaterThan(0);
    // What several commands share is not a file of its own: reading thirty small files takes longer than one large one.
    expect(atStart.length).toBeLessThanOrEqual(4);
    expect(atStart.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(limits[name] ?? 390 * KB);
    expect((await stat(`${stack.bundle(name)}.map`)).size).toBeGreaterThan(0);
  });
});
