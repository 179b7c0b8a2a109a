import { currentWinners, type Draw, drawsOf, type Item, type Person, type World, winsOf } from "./world.ts";

/** Whether the item keeps this win: as its own, which may not be final yet, or beneath a later claim or win. */
function keeps(item: Item | undefined, draw: Draw): boolean {
  if (!item) return false;
  const holders = [draw.id, ...draw.revisions.map(({ id }) => id)];
  const isOwn = holders.includes(item.holder) && !item.isVoid;
  return isOwn || item.wins.some(({ holder }) => holder === draw.id);
}

/** The wins of a person that count for each other: two of a campaign, of which the later one is not of a draw for earlier winners. */
function findRepeatedWin(world: World, person: Person): [Draw, Draw] | undefined {
  const won = drawsOf(world).filter(
    (draw) => draw.status === "drawn" && currentWinners(draw).includes(person),
  );
  // Earlier wins are kept in the order in which they were won.
  const indexOfWin = (draw: Draw) => {
    const at = world.items[person]?.wins.findIndex(({ holder }) => holder === draw.id) ?? -1;
    return at === -1 ? Number.MAX_SAFE_INTEGER : at;
  };
  const inOrder = won.sort((a, b) => indexOfWin(a) - indexOfWin(b));
  for (const [i, later] of inOrder.entries())
    for (const earlier of inOrder.slice(0, i))
      if (earlier.campaign === later.campaign && !later.again) return [earlier, later];
  return undefined;
}

/** Checks that nobody wins twice within a campaign, and that items keep exactly the wins. Returns what is wrong, or undefined. */
export function findWinViolation(world: World): string | undefined {
  for (const draw of drawsOf(world)) {
    if (draw.status !== "drawn") continue;
    for (const person of currentWinners(draw)) {
      const repeated = findRepeatedWin(world, person);
      if (repeated) return `${person} wins twice: ${repeated.map(({ id }) => id).join(" and ")}`;
      if (!keeps(world.items[person], draw)) return `${person} has won ${draw.id}, but is not held`;
    }
  }
  for (const draw of drawsOf(world)) {
    if (draw.status === "drawing" || !draw.isFinalized) continue;
    const winners = currentWinners(draw);
    for (const [key, item] of Object.entries(world.items)) {
      const hasWin = winsOf(item).some(({ holder }) => holder === draw.id);
      if (hasWin && !winners.includes(Number(key)))
        return `${key} has not won ${draw.id}, but can never win again`;
    }
  }
  return undefined;
}
