import type { Draw, World } from "./world.ts";

/** A conditional write on a record: returns the record after the write, or null if the condition is false. */
export function changeDraw(no: number, holds: (draw: Draw) => boolean, make: (draw: Draw) => Partial<Draw>) {
  return (world: World): readonly [World, Draw | null] => {
    const draw = world.draws[no - 1];
    if (!draw || !holds(draw)) return [world, null];
    const changed = { ...draw, ...make(draw) };
    return [{ ...world, draws: world.draws.with(no - 1, changed) }, changed];
  };
}

/** The condition `whileUnrevised`. */
export function isUnrevised(draw: Draw, read: Draw): boolean {
  return draw.revisions.length === read.revisions.length;
}
