import { hash } from "node:crypto";

/** What a process did to the files of a folder, or sent over HTTP, in this order. */
export type Recorded =
  | { kind: "create" | "remove" | "sync"; name: string }
  | { kind: "write"; name: string; position: number; bytes: Buffer }
  | { kind: "truncate"; name: string; length: number }
  | { kind: "rename"; name: string; target: string }
  | { kind: "sent"; text: string };

type Change = Exclude<Recorded, { kind: "sent" | "sync" }>;

/** A change with its number. */
type Pending = Change & { step: number };

/** The files that a power loss leaves, by their names. */
export type Image = ReadonlyMap<string, Buffer>;

/** Which of the changes that were never synced reach the disk, and how much of a write: from 0 to 1. */
export type Survives = (index: number, of: number) => number;

/** What a disk writes at once, in bytes. */
const SECTOR = 512;

/**
 * Generates images of the disk that a power loss after each step may leave. `choose` selects them. Synced data is always in
 * the image. Any part of the other data may be: a disk writes in any order, and may stop within a write, between sectors.
 * Images with the same key are equal, and only the first of them has its files.
 */
export function* makeImages(
  recorded: readonly Recorded[],
  choose: (step: number, kind: Recorded["kind"]) => readonly Survives[],
): Generator<{ step: number; key: string; image?: Image }> {
  const synced = { contents: new Map<string, Content>(), keys: new Map<string, string>() };
  const known = new Set<string>();
  let pending: Pending[] = [];

  const makePermanent = (change: Pending) => {
    applyChange(synced.contents, change, 1, editContent);
    applyChange(synced.keys, change, 1, editKey);
  };

  for (const [step, each] of recorded.entries()) {
    if (each.kind === "sync") {
      const { permanent = [], others = [] } = groupBySync(pending, each.name);
      permanent.forEach(makePermanent);
      pending = others;
    } else if (each.kind !== "sent") pending.push({ ...each, step });

    for (const survives of choose(step, each.kind)) {
      const shares = pending.map((change, i) => [change, survives(i, pending.length)] as const);
      const keys = new Map(synced.keys);
      for (const [change, share] of shares) applyChange(keys, change, share, editKey);
      const key = JSON.stringify([...keys].toSorted());
      if (known.has(key)) {
        yield { step, key };
        continue;
      }
      known.add(key);
      const contents = new Map([...synced.contents].map(([name, content]) => [name, content.copy()]));
      for (const [change, share] of shares) applyChange(contents, change, share, editContent);
      yield { step, key, image: new Map([...contents].map(([name, content]) => [name, content.read()])) };
    }
  }
}

/** The changes that the sync of a file makes permanent, its creation included, or that of the folder: the names in it. */
function groupBySync(pending: readonly Pending[], name: string) {
  const isFolder = name === "";
  return Object.groupBy(pending, (change) => {
    const isName = change.kind === "rename" || change.kind === "remove" || change.kind === "create";
    const isOfFile = change.name === name && change.kind !== "remove" && change.kind !== "rename";
    return (isFolder ? isName : isOfFile) ? "permanent" : "others";
  });
}

type Edit<File> = (file: File | undefined, change: Pending, share: number) => File;

/** Applies a change to files, or the `share` of it that reaches the disk. */
function applyChange<File>(files: Map<string, File>, change: Pending, share: number, edit: Edit<File>): void {
  if (share === 0) return;
  const { kind, name } = change;
  const file = files.get(name);
  if (kind === "remove" || kind === "rename") files.delete(name);
  if (kind === "rename") files.set(change.target, file ?? edit(undefined, change, share));
  else if (kind !== "remove") files.set(name, edit(file, change, share));
}

/** Identifies the content of a file by its changes. */
function editKey(key: string | undefined, change: Pending, share: number): string {
  switch (change.kind) {
    case "write":
      return hash("sha1", `${key} ${change.step} ${tear(change, share)}`);
    case "truncate":
      return hash("sha1", `${key} ${change.step}`);
    default:
      return key ?? "";
  }
}

function editContent(content = new Content(), change: Pending, share: number): Content {
  if (change.kind === "truncate") content.resize(change.length);
  if (change.kind === "write") content.write(change.bytes.subarray(0, tear(change, share)), change.position);
  return content;
}

/** The content of a file that may grow. */
class Content {
  #bytes = Buffer.alloc(0);
  #length = 0;

  copy(): Content {
    const copy = new Content();
    copy.#bytes = Buffer.from(this.read());
    copy.#length = this.#length;
    return copy;
  }

  read(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** New bytes are zeros. */
  resize(length: number): void {
    if (length > this.#bytes.length) {
      const larger = Buffer.alloc(length * 2);
      this.read().copy(larger);
      this.#bytes = larger;
    }
    this.#bytes.fill(0, Math.min(length, this.#length), Math.max(length, this.#length));
    this.#length = length;
  }

  write(bytes: Buffer, position: number): void {
    this.resize(Math.max(this.#length, position + bytes.length));
    bytes.copy(this.#bytes, position);
  }
}

/** Returns how many bytes of a write reach the disk: up to the end of a sector. */
function tear({ position, bytes }: { position: number; bytes: Buffer }, share: number): number {
  if (share >= 1) return bytes.length;
  const end = Math.floor((position + bytes.length * share) / SECTOR) * SECTOR;
  return Math.max(end - position, 0);
}
