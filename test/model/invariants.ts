import { findSealingViolation } from "./sealing-invariants.ts";
import type { State } from "./state.ts";
import { findWinViolation } from "./win-invariants.ts";
import { currentWinners, drawsOf, type Item, LEASE, type World } from "./world.ts";

/** Whether a claim no longer prevents the person from winning. */
function isDead(world: World, person: number, item: Item, now: number): boolean {
  const draw = world.draws[item.no - 1];
  if (!draw) return false;
  return draw.attempt === item.holder ? draw.lease <= now : !currentWinners(draw).includes(person);
}

/** Checks what must be true of the tables and the channel in every state. Returns what is wrong, or undefined. */
export function findViolation(world: World): string | undefined {
  const reserved = new Set(Object.values(world.counter.open).map(({ no }) => no));
  if (world.draws.some((draw, i) => draw === null && !reserved.has(i + 1))) return "the numbers have a gap";
  const ids = drawsOf(world).map(({ id }) => id);
  if (new Set(ids).size < ids.length) return "a draw has two numbers";

  const wrong = findWinViolation(world);
  if (wrong !== undefined) return wrong;

  if (new Set(world.mails).size < world.mails.length) return "a notice is mailed twice";
  const topics = world.posts.map(({ topic }) => topic);
  if (new Set(topics).size < topics.length) return "a message is posted twice";
  for (const { topic, people } of world.posts) {
    const draw = drawsOf(world).find(({ id }) => topic.startsWith(`${id} `));
    const ever = draw?.status === "drawn" ? draw.winners.map(({ person }) => person) : [];
    if (!people.every((person) => ever.includes(person))) return `${topic} names a person who has not won`;
  }
  return findSealingViolation(world);
}

/** Whether no work is left. A run that timed out may never continue. */
export function isAtRest(
  { executions, events, nextRun, now }: State,
  world: World,
  { announces, opensOnly }: { announces: boolean; opensOnly: boolean },
): boolean {
  const isIdle =
    nextRun === null &&
    events.length === 0 &&
    executions.every(({ stage }) => stage === "succeeded" || stage === "failed" || stage === "waiting");
  if (opensOnly) return isIdle;
  return (
    isIdle &&
    drawsOf(world).every(
      (draw) =>
        draw.status !== "drawing" &&
        draw.isFinalized &&
        (draw.attempt === null || draw.lease <= now || world.executions[draw.attempt]?.isStopped) &&
        (!announces || !draw.isPending),
    ) &&
    Object.entries(world.items).every(
      ([key, item]) => item.expires === null || isDead(world, Number(key), item, now),
    )
  );
}

/**
 * Checks what must be true at rest. Returns what is wrong, or undefined. `losses` is the number of events that may be lost:
 * if the end of a draw is not reported, the next draw after its lease completes its number.
 */
export function findViolationAtRest(
  { executions, lateRuns, lost }: State,
  world: World,
  { announces, mails, losses }: { announces: boolean; mails: boolean; losses: number },
): string | undefined {
  const draws = drawsOf(world);
  for (const { id, stage } of executions) {
    const isRedraw = draws.some(({ revisions }) => revisions.some((revision) => revision.id === id));
    if (stage === "succeeded" && !isRedraw && !draws.some((draw) => draw.id === id))
      return `${id} has no number`;
    if (
      stage === "failed" &&
      lost === losses &&
      draws.some((draw) => draw.id === id && draw.status === "drawing")
    )
      return `${id} was stopped, but is under way`;
  }
  // A run that timed out may never continue, and may have a reserved number.
  const reservations = lateRuns.length === 0 ? Object.values(world.counter.open) : [];
  for (const { no, lease } of reservations) {
    const hasLaterDraw = draws.some((draw) => draw.no > no && draw.lease - LEASE >= lease);
    if (!world.draws[no - 1] && (lost === losses || hasLaterDraw)) return "the numbers have a gap";
  }
  for (const draw of announces ? draws : []) {
    if (draw.status !== "drawn") continue;
    const post = world.posts.find(({ topic }) => topic === `${draw.id} 0`);
    if (!post) return `${draw.id} was not announced`;
    if (post.people.join() !== currentWinners(draw).join()) return `${draw.id} is announced with old winners`;
    for (const id of [draw.id, ...draw.revisions.map((revision) => revision.id)])
      if (mails && !world.mails.includes(id)) return `${id} was not mailed`;
    const newest = `${draw.id} ${draw.revisions.length}`;
    if (!world.posts.some(({ topic }) => topic === newest))
      return `the redraw of ${draw.id} was not announced`;
  }
  return undefined;
}
