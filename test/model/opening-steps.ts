import { findAttempt, isDecided } from "./attempt.ts";
import { type Body, type Environment, refuse } from "./environment.ts";
import { ask } from "./program.ts";
import type { RecoverySteps } from "./recovery-steps.ts";
import {
  type Counter,
  currentWinners,
  type Draw,
  type Execution,
  LEASE,
  type Link,
  openDraw,
  type Person,
  type Run,
  unusedRecord,
} from "./world.ts";

export type OpeningSteps = ReturnType<typeof createOpeningSteps>;

/** Opens draws and redraws: `opening.ts` and `open-revision.ts`, as requests. */
export function createOpeningSteps(
  { requests, dropped, now }: Environment,
  { endIfAbandoned, failAttempt, finalizeClaims }: RecoverySteps,
) {
  function* reserve(id: string, lease: number): Run<Counter> {
    return (yield* ask(requests.countFor(id, lease))) ?? (yield* ask(requests.readCounter()));
  }

  const formatRecord = (id: string, no: number, { request, number, isStopped }: Execution): Draw => {
    const { count = 1, lease = 0, link = [] } = request ?? {};
    if (number !== no) return unusedRecord(no, `unused-${no}`, count, lease, link);
    if (isStopped && !dropped.has("a stopped execution does not open a draw"))
      return unusedRecord(no, id, count, lease, link);
    return openDraw(no, id, count, lease, link);
  };

  function* complete(id: string, no: number): Run<Draw | null> {
    const stored = (yield* ask(requests.assign(id, no))) ?? (yield* ask(requests.readExecution(id)));
    if (!stored?.request) throw new TypeError(`The execution ${id} has no request.`);
    const record = formatRecord(id, no, stored);
    const found = (yield* ask(requests.open(record))) ? record : yield* ask(requests.read(no));
    if (found?.id !== record.id) throw new TypeError(`The number ${no} is taken.`);
    yield* ask(requests.endReservation(id, no));
    return stored.number === no ? found : null;
  }

  function* readIfOwn(no: number, id: string): Run<Draw | null> {
    const draw = yield* ask(requests.read(no));
    return draw?.id === id ? draw : null;
  }

  function* readDecided(no: number): Run<Draw> {
    const draw = yield* ask(requests.read(no));
    if (!draw) throw refuse("UnknownDraw");
    if (draw.status === "failed") throw refuse("DrawFailed");
    if (draw.status === "drawing") throw refuse("DrawNotDecided");
    return draw;
  }

  function* endOther(draw: Draw, id: string): Run<undefined> {
    const other = findAttempt(draw);
    if (!other || other.id === id) return;
    if (other.lease > now() && !(yield* ask(requests.readExecution(other.id)))?.isStopped)
      throw refuse("RevisionUnderWay");
    yield* failAttempt(other);
  }

  return {
    *open(id: string, count: number, link: Link): Run<Draw> {
      for (;;) {
        const lease = now() + LEASE;
        const isFirst = yield* ask(requests.register(id, count, lease, link));
        const stored = isFirst ? null : yield* ask(requests.readExecution(id));
        const number = stored?.number ?? null;
        const opened = number === null ? null : yield* readIfOwn(number, id);
        if (opened) return opened;
        if (stored?.isStopped && number === null) throw refuse("DrawFailed");
        const counter = number === null ? yield* reserve(id, lease) : null;
        const no = number ?? counter?.open[id]?.no;
        // Another run was faster: the execution may have its number by now.
        if (no === undefined) continue;
        const draw = yield* complete(id, no);
        for (const [other, reserved] of Object.entries(counter?.open ?? {}))
          if (other !== id && reserved.lease <= now()) {
            const left = yield* complete(other, reserved.no);
            if (left) yield* endIfAbandoned(left);
          }
        if (draw) return draw;
      }
    },

    *stop(id: string): Run<{ draw: Draw | null; wasOpened: boolean }> {
      const stored = (yield* ask(requests.stop(id))) ?? (yield* ask(requests.readExecution(id)));
      const no =
        stored?.number ?? (stored?.request ? (yield* ask(requests.readCounter())).open[id]?.no : undefined);
      if (no === undefined) return { draw: null, wasOpened: false };
      const draw = (yield* readIfOwn(no, id)) ?? (yield* complete(id, no));
      return { draw, wasOpened: draw !== null && !stored?.isStopped };
    },

    *openRevision(id: string, no: number, voided: Person): Run<Body> {
      const found = yield* readDecided(no);
      if (!found.isFinalized && !dropped.has("a revision begins only when all earlier wins are final"))
        yield* finalizeClaims(found);
      yield* endOther(found, id);
      const draw = yield* readDecided(no);
      const { walked } = draw;
      const body = { no, id: draw.id, count: 1, winners: [], walked, claimed: 0, round: 0, revision: id };
      if (draw.attempt === id || isDecided(draw, id)) return body;
      if (!currentWinners(draw).includes(voided)) throw refuse("AlreadyVoid");
      if (!(yield* ask(requests.beginRevision(draw, id, voided, now() + LEASE))))
        throw new Error("The draw changed while its revision was opened.");
      return body;
    },
  };
}
