/** @module-tag slow */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createItemStore } from "../../../../../infra/local/services/dynamodb/item-store.ts";
import { createMailbox } from "../../../../../infra/local/services/mail/mailbox.ts";
import { createExecutionStore } from "../../../../../infra/local/services/step-functions/execution-store.ts";
import { COUNT_FILE } from "../../../../../infra/local/services/store/commit-count.ts";
import { DataUnusable } from "../../../../../infra/local/services/store/data-unusable.ts";
import { DATABASE_FILE } from "../../../../../infra/local/services/store/open-database.ts";
import { openStore, type Store } from "../../../../../infra/local/services/store/store.ts";
import { createWorkspace } from "../../../../../infra/local/slack/simulated/workspace.ts";
import { readContent } from "../../../../support/store-content.ts";

const LOG_FILE = `${DATABASE_FILE}-wal`;
/** `npm run powerloss` damages a hundred positions of each file, `npm test` a sample of them. */
const POSITIONS = process.env["POWERLOSS"] === "all" ? 100 : 10;

type Files = ReadonlyMap<string, Buffer>;

/** Syncs are fast in memory, and this test starts hundreds of times. */
const FOLDERS = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function makeQuickFolder(): string {
  const folder = mkdtempSync(join(FOLDERS, "lottery-"));
  folders.push(folder);
  return folder;
}

/** Rows of every kind, in several commits. */
async function write(store: Store) {
  const items = createItemStore(store);
  const executions = createExecutionStore(store);
  const mailbox = createMailbox({ store });
  const workspace = createWorkspace({ store });
  for (let n = 1; n <= 30; n++) {
    const name = `draw-${n}`;
    executions.begin({ name, input: `{"input":${n}}`, startDate: n });
    for (let id = 1; id <= 5; id++)
      executions.addEvent(name, {
        id,
        previousEventId: id - 1,
        timestamp: n * 10 + id,
        type: "TaskStateEntered",
        details: { input: "王芳".repeat(20) },
      });
    items.put(
      `item-Lottery-Employee~${n}`,
      JSON.stringify({ employee_id: { S: `E${n}` }, name: { S: "Ann".repeat(n) } }),
    );
    mailbox.add({ to: "ann@example.com", subject: `Draw ${n}`, text: "Ann wins." });
    workspace.post("C0LOTTERY", "U0LOTTERY", { text: `Draw ${n}: Ann` });
    if (n % 5 === 0) {
      const ended = { executionArn: "", input: "", startDate: n, stopDate: n, events: [] };
      executions.end({ ...ended, name: `draw-${n - 1}`, status: "SUCCEEDED" });
      executions.removeEvents(`draw-${n - 1}`);
      executions.removeEndedBefore(n + 1);
    }
    await store.committed();
  }
}

function readFiles(folder: string, names: readonly string[]): Files {
  return new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
}

/** Opens a folder with these files. Returns everything in the store, or why it refuses them. Refused files do not change. */
function start(files: Files): ReturnType<typeof readContent> | DataUnusable {
  const folder = makeQuickFolder();
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
  try {
    const store = openStore(folder);
    try {
      return readContent(store);
    } finally {
      store.close();
    }
  } catch (error) {
    if (!(error instanceof DataUnusable)) throw error;
    for (const [name, bytes] of files)
      expect(readFileSync(join(folder, name)).equals(bytes), name).toBe(true);
    return error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function flip(bytes: Buffer, position: number): Buffer {
  const flipped = Buffer.from(bytes);
  flipped.writeUInt8(flipped.readUInt8(position) ^ (1 << (position % 8)), position);
  return flipped;
}

const cut = (bytes: Buffer, position: number) => bytes.subarray(0, position);

/** Positions in a file, including its first and its last byte. */
const positionsIn = ({ length }: Buffer) =>
  Array.from({ length: POSITIONS }, (_, i) => Math.floor((i * (length - 1)) / (POSITIONS - 1)));

/** The files of a folder after a stop, and after a power loss. */
async function makeFiles() {
  const folder = makeQuickFolder();
  const store = openStore(folder);
  await write(store);
  const copy = makeQuickFolder();
  const names = [DATABASE_FILE, LOG_FILE, COUNT_FILE];
  for (const name of names) copyFileSync(join(folder, name), join(copy, name));
  const content = readContent(store);
  store.close();
  return {
    content,
    stopped: readFiles(folder, [DATABASE_FILE, COUNT_FILE]),
    interrupted: readFiles(copy, names),
  };
}

const made = await makeFiles();

test("a folder has everything after a stop or a power loss", () => {
  const { content, stopped, interrupted } = made;
  expect(content["message"]).toHaveLength(30);
  expect(start(stopped)).toEqual(content);
  expect(start(interrupted)).toEqual(content);
});

describe.each([
  ["stopped", DATABASE_FILE],
  ["stopped", COUNT_FILE],
  ["interrupted", DATABASE_FILE],
  ["interrupted", LOG_FILE],
  ["interrupted", COUNT_FILE],
] as const)("after it was %s, the file %s", (how, file) => {
  test.each([
    ["flipped", flip],
    ["cut", cut],
  ] as const)(
    "may be %s at any of many positions: nothing is missing, or the start refuses in one line",
    (_what, harm) => {
      const { content, [how]: files } = made;
      const bytes = files.get(file) ?? Buffer.alloc(0);
      const outcomes = positionsIn(bytes).map((position) => {
        const found = start(new Map([...files, [file, harm(bytes, position)]]));
        if (!(found instanceof DataUnusable)) expect(found, `byte ${position}`).toEqual(content);
        else
          expect(found.message).toMatch(
            /^The data in [^\n]+ cannot be used: [^\n]+ (Restore a backup|Use the version|Choose another folder)[^\n]+$/,
          );
        return found instanceof DataUnusable;
      });
      // Some bytes do not matter. Without this, a store that refuses everything would pass.
      if (how === "stopped" && file === DATABASE_FILE && harm === flip)
        expect(new Set(outcomes)).toEqual(new Set([true, false]));
    },
  );
});
