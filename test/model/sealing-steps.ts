import { attemptOf, firstAttempt, readAttempt } from "./attempt.ts";
import { type Body, type Environment, refuse } from "./environment.ts";
import { ask } from "./program.ts";
import type { RecoverySteps } from "./recovery-steps.ts";
import type { Draw, Run, Seal } from "./world.ts";

/** How far ahead the round of a new seal is. With less time left, the seal is not posted. */
const LEAD = 2;
const MOST_SEALS = 3;

export type SealingSteps = ReturnType<typeof createSealingSteps>;

/** Seals draws and stores their seeds: `announce-seal.ts` and `reveal-seed.ts`, as requests. */
export function createSealingSteps(
  { requests, dropped, now, time }: Environment,
  { failOnFinalError, readOwn }: RecoverySteps,
) {
  const sealsOf = ({ sealing }: Draw) => sealing?.seals ?? [];
  const isInTime = ({ round, postedAt }: Seal) => postedAt !== null && postedAt < round;

  const createSeal = (previous: Seal | undefined): Seal => {
    const clock = Math.max(time(), previous?.postedAt ?? 0);
    const first = Math.ceil((clock + LEAD) / 2) * 2;
    return { round: Math.max(first, (previous?.round ?? 0) + 2), postedAt: null };
  };

  function* setSeals(draw: Draw, seals: readonly Seal[]): Run<{ isWritten: boolean; draw: Draw }> {
    const written = yield* ask(requests.setSeals(firstAttempt(draw), sealsOf(draw), seals));
    return { isWritten: written !== null, draw: written ?? (yield* readOwn(draw.no, draw.id)) };
  }

  function* setPosted(draw: Draw, seal: Seal, postedAt: number): Run<Draw> {
    return (yield* setSeals(draw, [...sealsOf(draw).slice(0, -1), { ...seal, postedAt }])).draw;
  }

  function* post({ id }: Draw, count: number, { round }: Seal, mayBePosted: boolean): Run<number> {
    const found = mayBePosted ? yield* ask(requests.findSeal(id, count)) : null;
    return found ?? (yield* ask(requests.postSeal(id, count, round)));
  }

  function* findInTime({ id }: Draw, count: number, { round, postedAt }: Seal): Run<number | null> {
    const guard = "a seal is added only when no message can have the one before in time";
    if (postedAt === null && round >= time() && !dropped.has(guard)) yield* ask(requests.waitFor(round));
    if (dropped.has("a seal is added only after a search for the one before")) return null;
    return yield* ask(requests.findSealInTime(id, count, round));
  }

  function* sealInTime(first: Draw): Run<undefined> {
    let draw = first;
    let own: { seal: number; mayBePosted: boolean } | undefined;
    function* addSeal(current: Draw): Run<Draw> {
      const seals = sealsOf(current);
      if (seals.length >= MOST_SEALS && !dropped.has("a draw has at most three seals"))
        throw refuse("SealLate");
      const result = yield* setSeals(current, [...seals, createSeal(seals.at(-1))]);
      if (result.isWritten) own = { seal: seals.length + 1, mayBePosted: false };
      return result.draw;
    }
    while (draw.status === "drawing") {
      const seals = sealsOf(draw);
      const newest = seals.at(-1);
      const hasChannel = draw.sealing?.hasChannel ?? false;
      if (newest && (!hasChannel || isInTime(newest))) return;
      if (!newest || !hasChannel) draw = yield* addSeal(draw);
      else if (newest.postedAt === null && newest.round - time() >= LEAD) {
        if (own?.seal === seals.length) {
          const at = yield* post(draw, seals.length, newest, own.mayBePosted);
          draw = yield* setPosted(draw, newest, at);
        } else {
          // The run that has added the seal posts it. This wait is shorter than a step of the beacon's time.
          yield* ask(requests.waitFor(newest.round - LEAD));
          own = { seal: seals.length, mayBePosted: true };
          draw = yield* readOwn(draw.no, draw.id);
        }
      } else {
        const found = yield* findInTime(draw, seals.length, newest);
        draw = found === null ? yield* addSeal(draw) : yield* setPosted(draw, newest, found);
      }
    }
    throw refuse("DrawFailed");
  }

  return {
    *seal(body: Body): Run<Body> {
      const key = attemptOf(body);
      return yield* failOnFinalError(key, yield* readOwn(body.no, body.id), function* (draw) {
        const attempt = readAttempt(draw, key.id, { now: now(), dropped });
        if (attempt && draw.sealing?.seed === null) yield* sealInTime(draw);
        return body;
      });
    },

    /** Returns the draw with its seed. Other draws are returned as they are. */
    *reveal(draw: Draw): Run<Draw> {
      if (draw.status !== "drawing" || draw.sealing?.seed !== null) return draw;
      if (dropped.has("people are selected only once the seed is stored")) return draw;
      const seal = sealsOf(draw).at(-1);
      if (!seal) throw refuse("InvalidItem");
      yield* ask(requests.fetchRound(seal.round));
      const revealed = yield* ask(requests.reveal(firstAttempt(draw), seal.round));
      return revealed ?? (yield* readOwn(draw.no, draw.id));
    },
  };
}
