import type { DatabaseSync } from "node:sqlite";
import type { CommitCount } from "./commit-count.ts";
import { isBroken } from "./data-unusable.ts";

/** Reports when writes are stored permanently. */
export interface Commits {
  /**
   * Resolves when all previous writes survive a power loss. Never resolves after the store has failed: nothing that depends
   * on it happens.
   */
  committed(): Promise<void>;
  /** Like `committed`, for responses: rejects after the store has failed. */
  confirmed(): Promise<void>;
  /** Like `committed`, with a function. It is called at once if there is nothing to commit. */
  whenCommitted(work: () => void): void;
  /** Resolves if a write fails. From then on nothing is stored and nothing is acknowledged. */
  failed: Promise<Error>;
}

interface Waiting {
  work: () => void;
  fail?: (error: Error) => void;
}

interface CommitGroups extends Commits {
  /** Runs a function that writes to the database. Returns undefined after the store has failed. */
  write<Result>(work: () => Result): Result | undefined;
  /** Commits all writes so far. */
  commit(): void;
  /** Commits all writes, and closes the count. */
  close(): void;
}

/**
 * Commits all writes of one turn of the event loop together, and all writes during a commit in the next one: a sync takes
 * some milliseconds, and a large draw writes thousands of times.
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
