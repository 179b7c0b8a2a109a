import type { DatabaseSync } from "node:sqlite";
import type { CommitCount } from "./commit-count.ts";
import { isBroken } from "./data-unusable.ts";

/** When what is written is stored for good. */
export interface Commits {
  /**
   * Resolves when everything that was written before survives a power loss. Never resolves once the store has failed:
   * whatever depends on it does not happen.
   */
  committed(): Promise<void>;
  /** The same for an answer to a caller: rejects once the store has failed. */
  confirmed(): Promise<void>;
  /** The same as `committed`, with a function, which is called at once if nothing is left to commit. */
  whenCommitted(work: () => void): void;
  /** Resolves if something cannot be stored. From then on nothing is stored and nothing is acknowledged. */
  failed: Promise<Error>;
}

interface Waiting {
  work: () => void;
  fail?: (error: Error) => void;
}

interface CommitGroups extends Commits {
  /** Runs what writes to the database; undefined once the store has failed. */
  write<Result>(work: () => Result): Result | undefined;
  /** Commits what was written so far. */
  commit(): void;
  /** Commits, and ends. */
  close(): void;
}

/**
 * Commits together what is written in one turn of the event loop, and all that waits behind a commit is in the next one:
 * a sync takes some milliseconds, and a large draw writes thousands of times.
 */
export function commitInGroups(
  database: DatabaseSync,
  count: CommitCount,
  newest: number,
  describeFailure: (cause: unknown) => Error,
): CommitGroups {
  const failed = Promise.withResolvers<Error>();
  let failure: Error | undefined;
  let commits = newest;
  let isOpen = false;
  let waiting: Waiting[] = [];

  const fail = (cause: unknown) => {
    const error = describeFailure(cause);
    failure = error;
    failed.resolve(error);
    for (const { fail } of takeWaiting()) fail?.(error);
  };

  const takeWaiting = () => {
    const taken = waiting;
    waiting = [];
    return taken;
  };

  const begin = () => {
    if (isOpen) return;
    database.exec("BEGIN IMMEDIATE");
    isOpen = true;
    setImmediate(commit);
  };

  function commit(): void {
    if (!isOpen || failure) return;
    try {
      database.exec("UPDATE commit_count SET n = n + 1; COMMIT");
      count.write(++commits);
    } catch (error) {
      fail(error);
      return;
    }
    isOpen = false;
    for (const { work } of takeWaiting()) work();
  }

  const wait = (work: () => void, fail?: (error: Error) => void) => {
    if (failure) fail?.(failure);
    else if (isOpen) waiting.push({ work, ...(fail && { fail }) });
    else work();
  };

  return {
    write(work) {
      if (failure) return undefined;
      try {
        begin();
        return work();
      } catch (error) {
        if (!isBroken(error)) throw error;
        fail(error);
        return undefined;
      }
    },
    committed: () => new Promise((resolve) => wait(resolve)),
    confirmed: () => new Promise((resolve, reject) => wait(resolve, reject)),
    whenCommitted: (work) => wait(work),
    failed: failed.promise,
    commit,
    close() {
      commit();
      count.close();
    },
  };
}
