import { findAttempt, isDecided } from "./attempt.ts";
import type { AttemptKey } from "./attempt-requests.ts";
import { type Environment, isFinal, refuse } from "./environment.ts";
import { all, ask } from "./program.ts";
import { type Draw, type Item, isMailed, MARGIN, type Person, type Run, winsOf } from "./world.ts";

/** How often a write on a person with several wins is tried while other draws change the item. */
const TRIES = 5;

const hasWin = (item: Item, id: string) => winsOf(item).some(({ holder }) => holder === id);

export type RecoverySteps = ReturnType<typeof createRecoverySteps>;

/** Ends draws: `finalize-claims.ts`, `fail-attempt.ts` and `recovery.ts`, as requests. */
export function createRecoverySteps({ requests, dropped, mails, now }: Environment) {
  const forEach = (people: Iterable<Person>, act: (person: Person) => Run<unknown>) =>
    all([...people].map(act));

  /** Releases a person; earlier wins stay. */
  function* release(person: Person, id: string, round: number): Run<undefined> {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      if (yield* ask(requests.release(person, id, round))) return;
      const item = yield* ask(requests.readItem(person));
      if (item?.holder !== id || item.expires === null || item.round > round) return;
      const hasWins = item.wins.length > 0;
      if (hasWins && (yield* ask(requests.restoreWins(person, id, round, item)))) return;
    }
    throw new Error("The person changed while they were released.");
  }

  const releaseClaims = (id: string, round: number, people: Iterable<Person>) =>
    forEach(people, (person) => release(person, id, round));

  /** Marks a win as void, or removes it if the person has others. */
  function* markVoid(person: Person, id: string): Run<undefined> {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      if (yield* ask(requests.markVoid(person, id))) return;
      const item = yield* ask(requests.readItem(person));
      if (!item || !hasWin(item, id)) return;
      const isOnly = item.wins.length === 0 && item.holder === id;
      if (!isOnly && (yield* ask(requests.removeWin(person, id, item)))) return;
    }
    throw new Error("The wins of a person changed while one was cancelled.");
  }

  /** If a win is not finalized, the code reads whether it is one of several. */
  function* finalize(person: Person, win: Parameters<typeof requests.finalize>[1]): Run<undefined> {
    if (!(yield* ask(requests.finalize(person, win)))) yield* ask(requests.readItem(person));
  }

  function* readOwn(no: number, id: string): Run<Draw> {
    const draw = yield* ask(requests.read(no));
    if (draw?.id !== id) throw refuse("UnknownDraw");
    return draw;
  }

  function* removePending(draw: Draw): Run<undefined> {
    const isDone =
      !mails || dropped.has("a draw is pending until all its notices are mailed") || isMailed(draw);
    if (draw.isPending && draw.isAnnounced && draw.isFinalized && isDone)
      yield* ask(requests.removePending(draw));
  }

  function* finalizeWins(draw: Draw): Run<Draw | null> {
    const revision = draw.revisions.at(-1);
    const id = revision?.id ?? draw.id;
    const winners = revision ? [revision.winner] : draw.winners.map(({ person }) => person);
    const ever = new Set(draw.winners.map(({ person }) => person));
    if (revision) yield* markVoid(revision.voided, draw.id);
    const mayBeGone = (revision?.decidedAt ?? draw.endedAt) + MARGIN <= now();
    yield* forEach(winners, (person) =>
      finalize(person, { holder: draw.id, no: draw.no, campaign: draw.campaign, claimedAs: id, mayBeGone }),
    );
    yield* releaseClaims(
      id,
      draw.round,
      draw.candidates.filter((person) => !ever.has(person)),
    );
    return yield* ask(requests.markFinal(draw));
  }

  function* releaseFailed(draw: Draw): Run<Draw | null> {
    yield* releaseClaims(draw.id, draw.round, draw.candidates);
    return yield* ask(requests.markReleased(draw));
  }

  function* finalizeClaims(draw: Draw): Run<undefined> {
    if (draw.status === "drawing") return;
    let finalized: Draw | null = draw;
    if (!draw.isFinalized)
      finalized = yield* draw.status === "drawn" ? finalizeWins(draw) : releaseFailed(draw);
    if (finalized) yield* removePending(finalized);
  }

  function* abandonRevision(attempt: AttemptKey): Run<Draw | null> {
    const abandoned = yield* ask(requests.abandonRevision(attempt));
    if (abandoned) yield* releaseClaims(attempt.id, abandoned.round, abandoned.candidates);
    return abandoned;
  }

  function* failAttempt(attempt: AttemptKey): Run<Draw> {
    const ended =
      attempt.id === attempt.drawId
        ? yield* ask(requests.failDraw(attempt, now()))
        : yield* abandonRevision(attempt);
    const draw = ended ?? (yield* readOwn(attempt.no, attempt.drawId));
    yield* finalizeClaims(draw);
    return draw;
  }

  function* failOnFinalError<Result>(
    attempt: AttemptKey,
    draw: Draw,
    work: (draw: Draw) => Run<Result>,
  ): Run<Result> {
    try {
      return yield* work(draw);
    } catch (error) {
      if (!isFinal(error)) throw error;
      const ended = yield* failAttempt(attempt);
      if (isDecided(ended, attempt.id)) return yield* work(ended);
      throw error;
    }
  }

  function* endIfAbandoned(draw: Draw): Run<Draw> {
    const attempt = draw.status === "drawing" ? findAttempt(draw) : null;
    return attempt && attempt.lease <= now() ? yield* failAttempt(attempt) : draw;
  }

  function* recoverPending(): Run<undefined> {
    for (const draw of yield* ask(requests.listPending("claims"))) {
      const isLeftBehind = draw.status !== "drawing" && draw.endedAt < now();
      if (isLeftBehind) yield* finalizeClaims(draw);
      else yield* endIfAbandoned(draw);
    }
  }

  return {
    readOwn,
    releaseClaims,
    removePending,
    finalizeClaims,
    failAttempt,
    failOnFinalError,
    endIfAbandoned,
    recoverPending,
  };
}
