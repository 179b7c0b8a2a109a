import type { Attempt } from "./attempt.ts";
import { isDecided } from "./attempt.ts";
import type { Environment } from "./environment.ts";
import { all, ask, until } from "./program.ts";
import type { RecoverySteps } from "./recovery-steps.ts";
import { currentWinners, type Draw, type Item, type Person, type Run, winsOf } from "./world.ts";

/** `replaced` is an item that may be replaced: a claim of a dead attempt, or wins that do not count. */
export type ClaimStatus = { status: "free"; replaced: Item | null } | { status: "won" | "held"; no: number };

/** The draw for which a person's earlier wins are considered. */
type Scope = Pick<Draw, "campaign" | "again">;

const FREE: ClaimStatus = { status: "free", replaced: null };

/** How often a person with earlier wins is tried while voids of these wins change the item. */
const TRIES = 5;

export type ClaimSteps = ReturnType<typeof createClaimSteps>;

/** Judges and makes claims: `judge-claim.ts` and `claim-winners.ts`, as requests. */
export function createClaimSteps(
  { requests, dropped, now }: Environment,
  { endIfAbandoned, finalizeClaims }: RecoverySteps,
) {
  const classifyHolder = (person: Person, { holder }: Item, draw: Draw): "won" | "held" | "dead" => {
    if (draw.attempt === holder) return draw.lease > now() ? "held" : "dead";
    return isDecided(draw, holder) && currentWinners(draw).includes(person) ? "won" : "dead";
  };

  const counts = (of: Scope, { campaign, again }: Scope) =>
    of.campaign === campaign && !again && !dropped.has("nobody wins twice within a campaign");

  const classify = (
    person: Person,
    item: Item | null,
    draw: Draw | null,
    attempt: string,
    scope: Scope,
  ): ClaimStatus => {
    if (!item) return FREE;
    const { no, holder, expires, isVoid } = item;
    const isOwnClaim = expires !== null || dropped.has("an attempt does not claim its own final win again");
    if (holder === attempt)
      return isVoid
        ? { status: "won", no }
        : { status: "free", replaced: isOwnClaim && item.wins.length > 0 ? item : null };
    const counting = winsOf(item).findLast(({ campaign }) => counts({ campaign, again: false }, scope));
    if (counting) return { status: "won", no: counting.no };
    if (isVoid) return FREE;
    if (expires === null) return { status: "free", replaced: item };
    const byLease = expires > now() ? "held" : "dead";
    const status = draw ? classifyHolder(person, item, draw) : byLease;
    return status === "dead" ? { status: "free", replaced: item } : { status, no };
  };

  /** A judge serves one task: it reads each draw once, and makes its wins final once. */
  const createJudge = (scope: Scope) => {
    const finalized = new Map<Draw, boolean>();
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

    function* finalizeOnce(draw: Draw): Run<undefined> {
      if (finalized.has(draw)) yield* until(() => finalized.get(draw) === true);
      else {
        finalized.set(draw, false);
        yield* finalizeClaims(draw);
        finalized.set(draw, true);
      }
    }

    return function* judge(person: Person, item: Item | null, attempt: string): Run<ClaimStatus> {
      const isClaim = item !== null && !item.isVoid && item.expires !== null && item.holder !== attempt;
      const draw = isClaim ? yield* readRecord(item.no, item.holder) : null;
      const status = classify(person, item, draw, attempt, scope);
      const isUnfinishedWin = status.status === "won" && item?.expires !== null;
      if (!isUnfinishedWin || !item || !draw || counts(draw, scope)) return status;
      if (dropped.has("a win that does not count is final before another draw claims the person"))
        return { status: "free", replaced: item };
      yield* finalizeOnce(draw);
      return classify(person, yield* ask(requests.readItem(person)), null, attempt, scope);
    };
  };

  /** Claims these people for the attempt. Returns those that other draws have claimed. */
  function* claimWinners({ id, no, round, lease, draw }: Attempt, people: readonly Person[]): Run<Person[]> {
    const judge = createJudge(draw);
    const by = { holder: id, no, campaign: draw.campaign, round, expires: lease };
    function* claim(person: Person): Run<Person[]> {
      if (yield* ask(requests.claim(person, by, null))) return [];
      for (let attempt = 0; attempt < TRIES; attempt++) {
        const status = yield* judge(person, yield* ask(requests.readItem(person)), id);
        if (status.status !== "free") return [person];
        const { replaced } = status;
        if (yield* ask(requests.claim(person, by, replaced))) return [];
        if (!replaced || winsOf(replaced).length === 0) return [person];
      }
      return [person];
    }
    return (yield* all(people.map(claim))).flat();
  }

  return { createJudge, claimWinners };
}
