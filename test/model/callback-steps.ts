import { firstAttempt } from "./attempt.ts";
import type { Environment } from "./environment.ts";
import type { OpeningSteps } from "./opening-steps.ts";
import { ask } from "./program.ts";
import type { RecoverySteps } from "./recovery-steps.ts";
import { currentWinners, type Draw, type Person, type Run, unmailed } from "./world.ts";

/** When the content of a notice was decided. */
function decidedAt(draw: Draw, revision: number): number {
  return draw.revisions[revision - 1]?.decidedAt ?? draw.endedAt;
}

/** Runs every step, also after one that failed, and then throws the first failure. */
function* runAll(steps: readonly (() => Run<undefined>)[]): Run<undefined> {
  const failures: unknown[] = [];
  for (const step of steps)
    try {
      yield* step();
    } catch (error) {
      failures.push(error);
    }
  if (failures.length > 0) throw failures[0];
}

/** The callback announces and mails draws, ends failed executions, and completes other draws. */
export function createCallbackSteps(
  { requests, dropped, announces, mails, now }: Environment,
  { readOwn, removePending, failAttempt }: RecoverySteps,
  { stop }: OpeningSteps,
) {
  function* postOnce(topic: string, people: readonly Person[], draw: Draw): Run<undefined> {
    const searches =
      draw.attempts > 1 && !dropped.has("a further attempt to post searches the channel first");
    if (searches && (yield* ask(requests.find(topic)))) return;
    yield* ask(requests.post(topic, people));
  }

  function* reportFailure(): Run<undefined> {
    if (announces) yield* ask(requests.reportFailure());
  }

  function* post(draw: Draw): Run<Draw | null> {
    if (draw.status === "failed") {
      yield* reportFailure();
      return yield* ask(requests.markAnnounced(draw, false));
    }
    const people = currentWinners(draw);
    if (draw.hasMessage) yield* ask(requests.updatePost(`${draw.id} 0`, people));
    else yield* postOnce(`${draw.id} 0`, people, draw);
    if (draw.revisions.length > 0) {
      if (!draw.hasMessage && draw.attempts > 1) yield* ask(requests.updatePost(`${draw.id} 0`, people));
      yield* postOnce(`${draw.id} ${draw.revisions.length}`, people, draw);
    }
    const announced = yield* ask(requests.markAnnounced(draw, true));
    if (announced) return announced;
    yield* ask(requests.keepMessage(draw));
    throw new Error("The draw was revised while it was announced.");
  }

  function* announce(no: number, id: string): Run<undefined> {
    if (!announces) return;
    const ours = yield* ask(requests.beginAnnouncing({ no, id }, now()));
    if (!ours) {
      const draw = yield* readOwn(no, id);
      if (draw.status === "drawing") return;
      if (draw.isAnnounced) return yield* removePending(draw);
      throw new Error("Another run announces the draw.");
    }
    let announced: Draw | null = null;
    try {
      announced = yield* post(ours);
    } catch (error) {
      yield* ask(requests.abandonAnnouncing(ours));
      throw error;
    }
    if (announced) yield* removePending(announced);
  }

  /** A step of time is longer than an execution and than a delivery by SNS. */
  function* mail(draw: Draw, ended: number | null): Run<undefined> {
    if (!mails) return;
    let held: number | null = null;
    for (const revision of unmailed(draw)) {
      const isOver = draw.mailing?.revision === revision || decidedAt(draw, revision) < now();
      if (!isOver && revision !== ended) continue;
      if (!isOver) throw new Error("The notice may still be delivered.");
      const ours: Draw | null = yield* ask(requests.beginMailing(draw, revision, now(), held));
      if (!ours) {
        const current = yield* readOwn(draw.no, draw.id);
        if (current.status !== "drawn" || !unmailed(current).includes(revision)) continue;
        throw new Error("Another run publishes the notice.");
      }
      yield* ask(requests.publish(ours.revisions[revision - 1]?.id ?? ours.id));
      const mailed = yield* ask(requests.markMailed(draw, revision));
      if (mailed) yield* removePending(mailed);
      held = ours.mailing?.turn ?? null;
    }
  }

  function* completePending(handled: string, succeeded: boolean): Run<undefined> {
    if (!announces) return;
    const others = (yield* ask(requests.listPending("all"))).filter(({ id }) => id !== handled);
    for (const draw of others) yield* removePending(draw);
    const isLeft = (draw: Draw) => draw.status !== "drawing" && !draw.isAnnounced && draw.endedAt < now();
    for (const { no, id } of succeeded ? others.filter(isLeft) : [])
      try {
        yield* announce(no, id);
      } catch {
        // The next run tries again.
      }
    for (const draw of others.filter(({ status }) => status === "drawn"))
      try {
        yield* mail(draw, null);
      } catch {
        // The next run tries again.
      }
  }

  function* completePendingAfter(handled: string, work: () => Run<undefined>): Run<undefined> {
    let succeeded = false;
    yield* runAll([
      function* (): Run<undefined> {
        yield* work();
        succeeded = true;
      },
      () => completePending(handled, succeeded),
    ]);
  }

  function* announceAndMail(draw: Draw, ended: number | null): Run<undefined> {
    yield* runAll([
      () => announce(draw.no, draw.id),
      function* (): Run<undefined> {
        if (announces && draw.status === "drawn" && ended !== null) yield* mail(draw, ended);
      },
    ]);
  }

  return {
    completePending,

    handleNotice: (no: number, id: string, revision: number) =>
      completePendingAfter(id, function* (): Run<undefined> {
        if (mails) yield* ask(requests.markMailed({ no, id }, revision));
        yield* announce(no, id);
      }),

    handleFailedDraw: (id: string) =>
      completePendingAfter(id, function* (): Run<undefined> {
        const { draw, wasOpened } = yield* stop(id);
        if (!draw || !wasOpened) return yield* reportFailure();
        yield* announceAndMail(yield* failAttempt(firstAttempt(draw)), 0);
      }),

    handleFailedRevision: (id: string, no: number) =>
      completePendingAfter(id, function* (): Run<undefined> {
        yield* stop(id);
        const draw = yield* ask(requests.read(no));
        let index = -1;
        if (draw?.status === "drawn") {
          const ended = yield* failAttempt({ ...firstAttempt(draw), id });
          index = ended.revisions.findIndex((revision) => revision.id === id);
          yield* announceAndMail(ended, index < 0 ? null : index + 1);
        }
        if (index < 0) yield* reportFailure();
      }),
  };
}
