import type { Attempt } from "./attempt.ts";
import { isDecided } from "./attempt.ts";
import type { Environment } from "./environment.ts";
import { all, ask, until } from "./program.ts";
import type { RecoverySteps } from "./recovery-steps.ts";
import { currentWinners, type Draw, type Item, type Person, type Run } from "./world.ts";

export type ClaimStatus = { status: "free"; dead: string | null } | { status: "won" | "held"; no: number };

export type ClaimSteps = ReturnType<typeof createClaimSteps>;

/** Judges and makes claims: `judge-claim.ts` and `claim-winners.ts`, as requests. */
export function createClaimSteps({ requests, now }: Environment, { endIfAbandoned }: RecoverySteps) {
  const classifyHolder = (person: Person, { holder }: Item, draw: Draw): "won" | "held" | "dead" => {
    if (draw.attempt === holder) return draw.lease > now() ? "held" : "dead";
    return isDecided(draw, holder) && currentWinners(draw).includes(person) ? "won" : "dead";
  };

  /** A judge serves one task: it reads each draw once. */
  const createJudge = () => {
    const records = new Map<string, Draw | null>();
    const begun = new Set<string>();

    function* readRecord(no: number, attempt: string): Run<Draw | null> {
      const key = `${no} ${attempt}`;
      if (begun.has(key)) yield* until(() => records.has(key));
      else {
        begun.add(key);
        const draw = yield* ask(requests.read(no));
        records.set(key, draw && (yield* endIfAbandoned(draw)));
      }
      return records.get(key) ?? null;
    }

    return function* judge(person: Person, item: Item | null, attempt: string): Run<ClaimStatus> {
      if (!item) return { status: "free", dead: null };
      const { no, holder, expires, isVoid } = item;
      if (holder === attempt) return isVoid ? { status: "won", no } : { status: "free", dead: null };
      if (isVoid) return { status: "free", dead: null };
      if (expires === null) return { status: "won", no };
      const draw = yield* readRecord(no, holder);
      const byLease = expires > now() ? "held" : "dead";
      const status = draw ? classifyHolder(person, item, draw) : byLease;
      return status === "dead" ? { status: "free", dead: holder } : { status, no };
    };
  };

  /** Claims these people for the attempt. Returns those that other draws have claimed. */
  function* claimWinners({ id, no, round, lease }: Attempt, people: readonly Person[]): Run<Person[]> {
    const judge = createJudge();
    const by = { holder: id, no, round, expires: lease };
    function* claim(person: Person): Run<Person[]> {
      if (yield* ask(requests.claim(person, by, null))) return [];
      const status = yield* judge(person, yield* ask(requests.readItem(person)), id);
      if (status.status === "free" && (yield* ask(requests.claim(person, by, status.dead)))) return [];
      return [person];
    }
    return (yield* all(people.map(claim))).flat();
  }

  return { createJudge, claimWinners };
}
