/** Something that a process did to the files of a folder, or told the world, in this order. */
export type Recorded =
  | { kind: "create" | "remove" | "sync"; name: string }
  | { kind: "write"; name: string; position: number; bytes: Buffer }
  | { kind: "truncate"; name: string; length: number }
  | { kind: "rename"; name: string; target: string }
  | { kind: "told"; text: string };

type Change = Exclude<Recorded, { kind: "told" | "sync" }>;

/** The files that a power loss leaves, by their names. */
export type Image = ReadonlyMap<string, Buffer>;

/** Which of the changes that were never synced reach the disk, and how much of a write: from 0 to 1. */
export type Survives = (index: number, of: number) => number;

/** What a disk writes at once, in bytes. */
const SECTOR = 512;

/**
 * The images that a power loss right after each step may leave, as far as `choose` asks for them. What was synced is
 * there. Of the rest everything is possible: a disk writes in any order, and stops within a write, between sectors.
 */
export function* makeImages(
  recorded: readonly Recorded[],
  choose: (step: number, kind: Recorded["kind"]) => readonly Survives[],
): Generator<{ step: number; image: Image }> {
  const synced = new Disk();
  let pending: Change[] = [];
  for (const [step, each] of recorded.entries()) {
    if (each.kind === "sync") pending = sync(synced, pending, each.name);
    else if (each.kind !== "told") pending.push(each);
    for (const survives of choose(step, each.kind)) {
      const disk = synced.copy();
      for (const [i, change] of pending.entries()) disk.apply(change, survives(i, pending.length));
      yield { step, image: disk.read() };
    }
  }
}

/** Makes last what was done to a file, its creation included, or the names in the folder. Returns what is left. */
function sync(synced: Disk, pending: readonly Change[], name: string): Change[] {
  const isFolder = name === "";
  return pending.filter((change) => {
    const isName = change.kind === "rename" || change.kind === "remove" || change.kind === "create";
    const lasts = isFolder
      ? isName
      : change.name === name && change.kind !== "remove" && change.kind !== "rename";
    if (lasts) synced.apply(change, 1);
    return !lasts;
  });
}

class Disk {
  readonly #files = new Map<string, File>();

  copy(): Disk {
    const copy = new Disk();
    for (const [name, file] of this.#files) copy.#files.set(name, file.copy());
    return copy;
  }

  read(): Image {
    return new Map([...this.#files].map(([name, file]) => [name, file.read()]));
  }

  apply(change: Change, survives: number): void {
    const { name } = change;
    const file = this.#files.get(name) ?? new File();
    if (survives === 0) return;
    switch (change.kind) {
      case "remove":
        this.#files.delete(name);
        return;
      case "rename":
        this.#files.delete(name);
        this.#files.set(change.target, file);
        return;
      case "truncate":
        file.resize(change.length);
        break;
      case "write":
        file.write(change.bytes.subarray(0, tear(change, survives)), change.position);
        break;
    }
    this.#files.set(name, file);
  }
}

/** A file that may grow. */
class File {
  #bytes = Buffer.alloc(0);
  #length = 0;

  copy(): File {
    const copy = new File();
    copy.#bytes = Buffer.from(this.read());
    copy.#length = this.#length;
    return copy;
  }

  read(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** What is new is zeros. */
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

/** How much of a write reaches the disk: up to the end of a sector. */
function tear({ position, bytes }: { position: number; bytes: Buffer }, survives: number): number {
  if (survives >= 1) return bytes.length;
  const end = Math.floor((position + bytes.length * survives) / SECTOR) * SECTOR;
  return Math.max(end - position, 0);
}
