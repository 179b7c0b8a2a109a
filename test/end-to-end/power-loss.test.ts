import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { deserialize } from "node:v8";
import pMap from "p-map";
import { expect, onTestFinished, test, vi } from "vitest";
import { createRandom } from "../soak/random.ts";
import { checkInvariants } from "../support/check-invariants.ts";
import { checkNotifications } from "../support/check-notifications.ts";
import type { driveStack } from "../support/drive-stack.ts";
import { makeFolder } from "../support/make-folder.ts";
import { type Image, makeImages, type Recorded, type Survives } from "../support/power-loss/disk-images.ts";
import { createImageReaders, writeImage } from "../support/power-loss/read-images.ts";
import { findMissing, readSent } from "../support/power-loss/read-sent.ts";
import type { Stored } from "../support/power-loss/read-stored.ts";
import { startStackHere } from "../support/start-stack-here.ts";
import { startStackProcess } from "../support/start-stack-process.ts";

/** `npm run powerloss` takes images at every step, `npm test` at this many steps of each kind. */
const ALL = process.env["POWERLOSS"] === "all";
const SAMPLE = 4;
/** The number of images with which the whole product is started again. */
const RESTARTS = ALL ? 40 : 1;
/** How many images are read at the same time, in threads of their own. */
const THREADS = ALL ? 2 : 0;
const SEED = Number(process.env["POWERLOSS_SEED"] ?? 1);

const DRAWS = ALL ? 10 : 3;
/** How many draws follow each other. The others are simultaneous. */
const SEQUENTIAL = ALL ? 3 : 1;

/** ms after the draws: longer than one run of the callback has the right to post, and shorter than the timeout of an execution. */
const LATER = 61_000;
const PATIENCE = { timeout: 60_000, interval: 200 };

const triggers = Array.from({ length: DRAWS }, (_, i) => `trigger-${i}`);

async function untilDone(stack: ReturnType<typeof driveStack>) {
  await vi.waitFor(async () => {
    expect((await stack.executions()).map(({ status }) => status)).toEqual(Array(DRAWS).fill("SUCCEEDED"));
    expect(await stack.mails()).toHaveLength(DRAWS);
    const records = await (await stack.books()).records();
    expect(records.map(({ status }) => status)).toEqual(Array(DRAWS).fill("drawn"));
    expect(records.filter((draw) => draw.status === "drawn" && !draw.announced_at)).toEqual([]);
  }, PATIENCE);
}

/** Records the writes and requests of a process during some draws: sequential and then simultaneous ones. */
async function recordDraws(): Promise<Recorded[]> {
  const folder = await makeFolder();
  const record = join(await makeFolder(), "record");
  const stack = await startStackProcess(folder, { record });
  // An open page receives messages and mails at once.
  const page = await fetch(`${stack.page}/playground/events?user=U0OPERATOR`);
  const reading = page.body?.pipeTo(new WritableStream()).catch(() => undefined);
  for (const trigger of triggers.slice(0, SEQUENTIAL))
    expect(await stack.sendCommand("draw 1", trigger)).toBe(true);
  await Promise.all(triggers.slice(SEQUENTIAL).map((trigger) => stack.sendCommand("draw 1", trigger)));
  await untilDone(stack);
  await stack.stop();
  await reading;
  return deserialize(readFileSync(record));
}

/** Returns the steps after which the power is lost. */
function chooseSteps(recorded: readonly Recorded[], random: () => number): Set<number> {
  const sample = (kind: Recorded["kind"]) => {
    const steps = recorded.flatMap((each, step) => (each.kind === kind ? [step] : []));
    return ALL ? steps : steps.filter(() => random() < SAMPLE / steps.length);
  };
  return new Set([...sample("sync"), ...sample("write"), ...sample("sent"), recorded.length - 1]);
}

/** A random share of each change survives, and half of them completely. */
function createScattered(random: () => number): Survives {
  const shares = new Map<number, number>();
  return (index) => {
    const share = shares.get(index) ?? Math.min(random() * 2, 1);
    shares.set(index, share);
    return share;
  };
}

test("what was announced, mailed or started is stored after a power loss at any sync, and at any write in between", {
  timeout: ALL ? 1_800_000 : 180_000,
}, async () => {
  const recorded = await recordDraws();
  const recordedAt = Date.now();
  const random = createRandom(SEED);
  expect(recorded.filter(({ kind }) => kind === "sync").length).toBeGreaterThan(10 * DRAWS);
  const sent = readSent(recorded);
  expect(sent.mails.length).toBeGreaterThanOrEqual(DRAWS);
  expect(new Set(sent.draws.map(({ found }) => found)).size).toBe(DRAWS);
  expect(sent.executions.length).toBe(DRAWS);

  const readers = createImageReaders(THREADS);
  onTestFinished(() => readers.close());
  const final = await readers.read(readFinal(recorded));
  const chosen = chooseSteps(recorded, random);
  const firstSent = recorded.findIndex(({ kind }) => kind === "sent");
  const restarts: Image[] = [];
  let images = 0;

  /** What each image stores, by its key. */
  const stored = new Map<string, Promise<Stored>>();
  await pMap(
    makeImages(recorded, (at) => (chosen.has(at) ? [() => 0, () => 1, createScattered(random)] : [])),
    async ({ step, key, image }) => {
      images++;
      const reading = stored.get(key) ?? readers.read(image ?? new Map());
      stored.set(key, reading);
      const missing = findMissing(sent, step, await reading, final);
      expect(missing, `step ${step} of ${recorded.length}`).toEqual([]);
      const isCandidate = image && step > firstSent;
      if (isCandidate && (restarts.length === 0 || random() < (RESTARTS * 4) / (chosen.size * 3)))
        restarts.push(image);
    },
    { concurrency: Math.max(1, THREADS) },
  );
  expect(images).toBeGreaterThan(SAMPLE);

  for (const image of restarts.slice(-RESTARTS)) await restart(image, recordedAt + LATER);
});

/** The files at the end. */
function readFinal(recorded: readonly Recorded[]): Image {
  const end = recorded.length - 1;
  const [found] = makeImages(recorded, (step) => (step === end ? [() => 1] : []));
  return found?.image ?? new Map();
}

/** Starts the whole product with an image: every draw ends, and is announced and mailed once. */
async function restart(image: Image, now: number): Promise<void> {
  const folder = writeImage(image);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const stack = await startStackHere(folder, { aheadMs: now - Date.now() });
  for (const trigger of triggers) expect(await stack.sendCommand("draw 1", trigger)).toBe(true);
  await untilDone(stack);
  const books = await stack.books();
  await checkInvariants(books, { atRest: false });
  const [records, messages, mails] = [await books.records(), await stack.messages(), await stack.mails()];
  checkNotifications({ records, messages, mails }, { atRest: false });
  await stack.stop();
}
