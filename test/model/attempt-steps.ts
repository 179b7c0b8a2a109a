import { positionsToVisit } from "../../workflow/draw/positions-to-visit.ts";
import { type Attempt, attemptOf, readAttempt } from "./attempt.ts";
import type { ClaimStatus, ClaimSteps } from "./claim-steps.ts";
import { type Body, type Environment, refuse, type Validation } from "./environment.ts";
import { all, ask } from "./program.ts";
import type { RecoverySteps } from "./recovery-steps.ts";
import type { SealingSteps } from "./sealing-steps.ts";
import { currentWinners, type Draw, type Person, type Run } from "./world.ts";

interface Selection {
  chosen: Person[];
  positions: ClaimStatus[];
}

/** The second and the third task: `select-winners.ts` and `validate-attempt.ts`, as requests. */
export function createAttemptSteps(
  { requests, dropped, now, orderOf }: Environment,
  { failOnFinalError, readOwn, releaseClaims }: RecoverySteps,
  { createJudge, claimWinners }: ClaimSteps,
  { reveal }: SealingSteps,
) {
  const read = (draw: Draw, id: string) => readAttempt(draw, id, { now: now(), dropped });

  function* visit(
    { id, draw, start }: Attempt,
    judge: ReturnType<typeof createJudge>,
    from: number,
    count: number,
  ): Run<Selection> {
    const order = orderOf(draw.id);
    const rest = Array.from(
      { length: Math.max(0, order.length - (from - start)) },
      (_, i) => order[(from + i) % order.length] ?? 0,
    );
    const pastWinners = draw.winners.map(({ person }) => person);
    const selection: Selection = { chosen: [], positions: [] };
    while (selection.chosen.length < count) {
      const missing = count - selection.chosen.length;
      const people = rest.splice(
        0,
        positionsToVisit(missing, selection.positions.length, selection.chosen.length, {
          rosterSize: order.length,
          eligible: order.length,
        }),
      );
      if (people.length === 0) break;
      const candidates = people.filter((person) => !pastWinners.includes(person));
      const items = candidates.length === 0 ? [] : yield* ask(requests.readItems(candidates));
      const found = yield* all(
        people.map(function* (person): Run<ClaimStatus> {
          if (pastWinners.includes(person)) return { status: "won", no: draw.no };
          return yield* judge(person, items[candidates.indexOf(person)] ?? null, id);
        }),
      );
      for (const [i, status] of found.entries()) {
        selection.positions.push(status);
        if (status.status === "free") selection.chosen.push(people[i] ?? 0);
        if (selection.chosen.length === count) break;
      }
    }
    return selection;
  }

  function* refuseSelection(attempt: Attempt, { positions }: Selection): Run<never> {
    const canWin = positions.filter(({ status }) => status !== "won").length;
    if (canWin < attempt.count) throw refuse(attempt.voided === null ? "NotEnoughEntrants" : "NoRunnerUp");
    const mustYield = positions.some((each) => each.status === "held" && each.no < attempt.no);
    if (mustYield && attempt.candidates.length > 0 && (yield* ask(requests.endRound(attempt))))
      yield* releaseClaims(attempt.id, attempt.round, attempt.candidates);
    throw refuse("EntrantsHeld");
  }

  function* selectFor(attempt: Attempt, body: Body): Run<Body> {
    const judge = createJudge(attempt.draw);
    if (body.walked > attempt.start) {
      const missing = attempt.count - body.winners.length;
      const { chosen, positions } = yield* visit(attempt, judge, body.walked, missing);
      const winners = [...body.winners, ...chosen];
      if (new Set(winners).size === attempt.count)
        return { ...body, winners, walked: body.walked + positions.length };
    }
    const selection = yield* visit(attempt, judge, attempt.start, attempt.count);
    if (selection.chosen.length < attempt.count) return yield* refuseSelection(attempt, selection);
    return {
      ...body,
      winners: selection.chosen,
      walked: attempt.start + selection.positions.length,
      claimed: 0,
      round: attempt.round,
    };
  }

  const bodyOfDecided = (body: Body, draw: Draw): Body => {
    const revision = draw.revisions.find(({ id }) => id === body.revision);
    return { ...body, winners: revision ? [revision.winner] : currentWinners(draw), walked: draw.walked };
  };

  const decide = (attempt: Attempt, { winners, walked }: Body) => {
    const [winner] = winners;
    return attempt.voided === null || winner === undefined
      ? requests.decideDraw(attempt, winners, walked, now())
      : requests.decideRevision(attempt, attempt.draw, { voided: attempt.voided, winner }, walked, now());
  };

  function* validateFor(attempt: Attempt, body: Body): Run<Validation> {
    const claimed = body.round === attempt.round ? body.claimed : 0;
    const unclaimed = body.winners.slice(claimed);
    let decided: Draw | null = null;
    let again: Validation | undefined;
    if (unclaimed.length === 0 || (yield* ask(requests.addCandidates(attempt, unclaimed)))) {
      const lost = yield* claimWinners(attempt, unclaimed);
      if (lost.length === 0 && body.winners.length === attempt.count)
        decided = yield* ask(decide(attempt, body));
      else {
        const winners = body.winners.filter((person) => !lost.includes(person));
        again = {
          body: { ...body, winners, claimed: winners.length, round: attempt.round },
          isDecided: false,
        };
      }
    }
    const draw = decided ?? (yield* readOwn(attempt.no, attempt.drawId));
    const isUnderWay = draw.attempt === attempt.id;
    if (again && isUnderWay) return again;
    if (!decided && !isUnderWay) {
      const winners = draw.status === "drawn" ? currentWinners(draw) : [];
      yield* releaseClaims(
        attempt.id,
        draw.round,
        body.winners.filter((person) => !winners.includes(person)),
      );
    }
    if (!read(draw, attempt.id)) return { body: bodyOfDecided(body, draw), isDecided: true };
    throw new Error("The draw changed while it was being decided.");
  }

  return {
    *select(body: Body): Run<Body> {
      const key = attemptOf(body);
      return yield* failOnFinalError(key, yield* readOwn(body.no, body.id), function* (found) {
        const draw = yield* reveal(found);
        const attempt = read(draw, key.id);
        return attempt ? yield* selectFor(attempt, body) : bodyOfDecided(body, draw);
      });
    },

    *validate(body: Body): Run<Validation> {
      const key = attemptOf(body);
      return yield* failOnFinalError(key, yield* readOwn(body.no, body.id), function* (draw) {
        const attempt = read(draw, key.id);
        if (attempt) return yield* validateFor(attempt, body);
        return { body: bodyOfDecided(body, draw), isDecided: true };
      });
    },
  };
}
