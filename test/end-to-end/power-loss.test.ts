import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deserialize } from "node:v8";
import { expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import { jsonOf } from "../../data/runtime/json-of.ts";
import { openStore, type Store } from "../../infra/local/services/store/store.ts";
import { createRandom } from "../soak/random.ts";
import { checkInvariants } from "../support/check-invariants.ts";
import { checkTold } from "../support/check-told.ts";
import { makeFolder } from "../support/make-folder.ts";
import { type Image, makeImages, type Recorded, type Survives } from "../support/power-loss/disk-images.ts";
import { startKeptStack } from "../support/start-kept-stack.ts";

/** `npm run powerloss` takes an image at every step; `npm test` at so many steps of each kind. */
const ALL = process.env["POWERLOSS"] === "all";
const SAMPLE = 25;
/** Images with which the whole product is started again. */
const RESTARTS = ALL ? 40 : 1;
const SEED = Number(process.env["POWERLOSS_SEED"] ?? 1);

const DRAWS = 10;
const PATIENCE = { timeout: 20_000, interval: 50 };

/** A sync costs nothing in memory, and there are many starts here. */
const FOLDERS = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

const triggers = Array.from({ length: DRAWS }, (_, i) => `trigger-${i}`);

async function untilDone(stack: Awaited<ReturnType<typeof startKeptStack>>) {
  await vi.waitFor(async () => {
    const records = await (await stack.books()).records();
    expect(records.map(({ status }) => status)).toEqual(Array(DRAWS).fill("drawn"));
    expect(records.filter((draw) => draw.status === "drawn" && !draw.announced_at)).toEqual([]);
    expect((await stack.executions()).map(({ status }) => status)).toEqual(Array(DRAWS).fill("SUCCEEDED"));
    expect(await stack.mails()).toHaveLength(DRAWS);
  }, PATIENCE);
}

/** What a process does to its folder, and tells, during ten draws: three one after the other, then seven at a time. */
async function recordDraws(): Promise<Recorded[]> {
  const folder = await makeFolder();
  const record = join(await makeFolder(), "record");
  const stack = await startKeptStack(folder, { record });
  // Whoever looks at the page sees messages and mails at once.
  const page = await fetch(`${stack.page}/playground/events?user=U0OPERATOR`);
  const reading = page.body?.pipeTo(new WritableStream()).catch(() => undefined);
  for (const trigger of triggers.slice(0, 3)) expect(await stack.sendCommand("draw 1", trigger)).toBe(true);
  await Promise.all(triggers.slice(3).map((trigger) => stack.sendCommand("draw 1", trigger)));
  await untilDone(stack);
  await stack.stop();
  await reading;
  return deserialize(readFileSync(record));
}

const eventsOf = (text: string, type: string) =>
  [...text.matchAll(new RegExp(`^event: ${type}\\ndata: (.*)$`, "gm"))].map(([, data = ""]) => data);

const told = {
  message: jsonOf(z.object({ ts: z.string(), text: z.string() })),
  mail: jsonOf(z.object({ id: z.string(), subject: z.string() })),
  drawNo: z.coerce.number(),
};

/** What the world has been told up to a step: messages, mails, executions that were begun, and draws with winners. */
function readTold(recorded: readonly Recorded[]) {
  const all = recorded.flatMap((each, step) => (each.kind === "told" ? [{ step, text: each.text }] : []));
  const collect = <Found>(find: (text: string) => Found[]) =>
    all.flatMap(({ step, text }) => find(text).map((found) => ({ step, found })));
  const messages = collect((text) => eventsOf(text, "message").map((data) => told.message.parse(data)));
  const mails = collect((text) => eventsOf(text, "mail").map((data) => told.mail.parse(data)));
  const executions = collect((text) =>
    [...text.matchAll(/^\{"executionArn":"[^"]*:([^":]+)","startDate"/g)].map(([, name = ""]) => name),
  );
  const draws = [
    ...mails.map(({ step, found }) => ({ step, number: /^Lottery draw (\d+): /.exec(found.subject)?.[1] })),
    ...messages.map(({ step, found }) => ({ step, number: /^Draw (\d+)/i.exec(found.text)?.[1] })),
  ].flatMap(({ step, number }) => (number === undefined ? [] : [{ step, found: told.drawNo.parse(number) }]));
  return { messages, mails, executions, draws };
}

const drawItem = jsonOf(
  z.object({
    draw_no: z.object({ N: z.coerce.number() }),
    status: z.object({ S: z.string() }),
    seed: z.object({ S: z.string() }).optional(),
    winners: z.unknown(),
  }),
);

/** The draws in the ledger by their numbers, and the names of the rest. */
function readKept(store: Store) {
  const texts = (sql: string) => store.all(z.object({ text: z.string() }), sql).map(({ text }) => text);
  const draws = texts("SELECT value AS text FROM item WHERE key LIKE 'item-Lottery-Draws~%'").flatMap(
    (text) => {
      const item = drawItem.safeParse(text);
      return item.success ? [item.data] : [];
    },
  );
  return {
    messages: texts("SELECT ts AS text FROM message"),
    mails: texts("SELECT id AS text FROM mail"),
    executions: texts("SELECT name AS text FROM execution"),
    draws: new Map(draws.map(({ draw_no, ...draw }) => [draw_no.N, draw])),
  };
}

function putFiles(image: Image): string {
  const folder = mkdtempSync(join(FOLDERS, "lottery-"));
  for (const [name, bytes] of image) writeFileSync(join(folder, name), bytes);
  return folder;
}

/** What the product finds in an image; it must not refuse it. */
function openImage(image: Image): ReturnType<typeof readKept> {
  const folder = putFiles(image);
  try {
    const store = openStore(folder);
    try {
      return readKept(store);
    } finally {
      store.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("what was announced, mailed or begun is there after a power loss at any sync, and at any write between two", {
  timeout: ALL ? 3_600_000 : 120_000,
}, async () => {
  const recorded = await recordDraws();
  const random = createRandom(SEED);
  const steps = (kind: Recorded["kind"]) =>
    recorded.flatMap((each, step) => (each.kind === kind ? [step] : []));
  expect(steps("sync").length).toBeGreaterThan(100);
  const facts = readTold(recorded);
  expect(facts.mails.length).toBeGreaterThanOrEqual(DRAWS);
  expect(new Set(facts.draws.map(({ found }) => found)).size).toBe(DRAWS);
  expect(facts.executions.length).toBe(DRAWS);

  const sample = (kind: Recorded["kind"]) =>
    ALL ? steps(kind) : steps(kind).filter((_, __, { length }) => random() < SAMPLE / length);
  const chosen = new Set([...sample("sync"), ...sample("write"), ...sample("told"), recorded.length - 1]);
  const scattered = (): Survives => {
    const fates = new Map<number, number>();
    return (index) => {
      const fate = fates.get(index) ?? Math.min(random() * 2, 1);
      fates.set(index, fate);
      return fate;
    };
  };
  const [first] = steps("told");
  const final = openImage(readFinal(recorded));
  const restarts: Image[] = [];
  let images = 0;

  for (const { step, image } of makeImages(recorded, (at) =>
    chosen.has(at) ? [() => 0, () => 1, scattered()] : [],
  )) {
    images++;
    const kept = openImage(image);
    const before = <Found>(list: { step: number; found: Found }[]) =>
      list.filter((each) => each.step <= step).map(({ found }) => found);
    const where = `step ${step} of ${recorded.length}`;
    for (const { ts } of before(facts.messages)) expect(kept.messages, where).toContain(ts);
    for (const { id } of before(facts.mails)) expect(kept.mails, where).toContain(id);
    for (const name of before(facts.executions)) expect(kept.executions, where).toContain(name);
    for (const number of before(facts.draws)) {
      expect(kept.draws.get(number)?.status, where).toEqual({ S: "drawn" });
      expect(kept.draws.get(number), where).toMatchObject(withoutMarks(final.draws.get(number)));
    }
    if (step > (first ?? 0) && random() < (RESTARTS * 2) / (chosen.size * 3)) restarts.push(image);
  }
  expect(images).toBeGreaterThan(SAMPLE);

  for (const image of restarts.slice(0, RESTARTS)) await restart(image);
});

/** A draw as it was decided. */
function withoutMarks(draw: { seed?: unknown; winners?: unknown } | undefined) {
  return { seed: draw?.seed, winners: draw?.winners };
}

/** The files at the end. */
function readFinal(recorded: readonly Recorded[]): Image {
  const end = recorded.length - 1;
  const [found] = makeImages(recorded, (step) => (step === end ? [() => 1] : []));
  return found?.image ?? new Map();
}

/** Starts the whole product with an image: every draw ends, and everybody is told once. */
async function restart(image: Image): Promise<void> {
  const folder = putFiles(image);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  // Later than for how long a run that posts keeps others from it.
  const stack = await startKeptStack(folder, { aheadMs: 61_000 });
  for (const trigger of triggers) expect(await stack.sendCommand("draw 1", trigger)).toBe(true);
  await untilDone(stack);
  const books = await stack.books();
  await checkInvariants(books, { atRest: false });
  const [records, messages, mails] = [await books.records(), await stack.messages(), await stack.mails()];
  checkTold({ records, messages, mails }, { atRest: false });
  await stack.stop();
}
