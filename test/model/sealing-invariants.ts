import { type Draw, drawsOf, receiptOf, type World } from "./world.ts";

/** Checks what must be true of a sealed draw in every state. Returns what is wrong, or undefined. */
function findViolationOf(draw: Draw, { sealPosts, time, items }: World): string | undefined {
  const { id, status, sealing, candidates } = draw;
  if (!sealing) return undefined;
  const { seals, seed, hasChannel } = sealing;
  if (seals.length > 3) return `${id} has more than three seals`;
  if (seals.some(({ round }, i) => i > 0 && round <= (seals[i - 1]?.round ?? 0)))
    return `the rounds of ${id} do not increase`;
  const last = seals.at(-1);
  for (const post of sealPosts)
    if (post.id === id && post.at < post.round) {
      if (seals[post.seal - 1]?.round !== post.round)
        return `a seal of ${id} is in the channel in time, but not in the ledger`;
      if (post.round !== last?.round) return `${id} has dropped a seal that people saw in time`;
    }
  const isInTime = !hasChannel || (last?.postedAt ?? Number.POSITIVE_INFINITY) < (last?.round ?? 0);
  if (seed !== null && (seed !== last?.round || seed > time))
    return `the seed of ${id} does not follow from its last seal`;
  if (seed !== null && !isInTime) return `${id} has a seed, but its seal was posted too late`;
  const holdsPeople = candidates.length > 0 || Object.values(items).some(({ holder }) => holder === id);
  if (seed === null && (holdsPeople || status === "drawn"))
    return `${id} selects people before its seed exists`;
  return undefined;
}

/** Checks what must be true of seals, seeds and links in every state. Returns what is wrong, or undefined. */
export function findSealingViolation(world: World): string | undefined {
  const { newestLink } = world;
  for (const draw of drawsOf(world)) {
    const wrong = findViolationOf(draw, world);
    if (wrong !== undefined) return wrong;
    const { id, receipt, link } = draw;
    if (receipt !== null && receipt !== receiptOf(draw))
      return `what the receipt of ${id} covers has changed`;
    if (link.some((each, i) => each !== newestLink[i])) return `${id} has a link that is not in the history`;
  }
  if (newestLink.some((receipt, i) => receipt !== world.draws[i]?.receipt))
    return "the newest link does not cover the draws that have ended, in number order";
  return undefined;
}
