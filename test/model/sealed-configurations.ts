import { base, bodyOf, execution, opened } from "./openings.ts";
import type { Configuration } from "./state.ts";
import type { Seal } from "./world.ts";

/** Sealed draws that have numbers and are about to post their seals. */
function sealed(
  draws: Readonly<Record<string, number>>,
  {
    seals = [],
    time = 0,
    hasChannel = true,
  }: { seals?: readonly Seal[]; time?: number; hasChannel?: boolean } = {},
) {
  const { world } = opened(draws);
  return {
    draws,
    world: {
      ...world,
      time,
      draws: world.draws.map((draw) => draw && { ...draw, sealing: { seals, seed: null, hasChannel } }),
    },
    executions: Object.fromEntries(
      Object.entries(draws).map(([id, count], i) => [
        id,
        execution(id, "seal", { task: "seal", body: bodyOf(i + 1, id, count) }),
      ]),
    ),
  };
}

const late = { round: 2, postedAt: 2 };

/** Explored in every test run. */
export const smallSealed = {
  "a sealed draw that stops anywhere": {
    ...base,
    ...sealed({ A: 1 }),
    orders: { A: [1] },
    givenUp: 1,
    diesAtOnce: true,
  },
  "a draw whose first two seals were late, with a run that times out anywhere and continues": {
    ...base,
    ...sealed({ A: 1 }, { seals: [late, { round: 4, postedAt: 4 }], time: 4 }),
    orders: { A: [1] },
    givenUp: 1,
  },
  "a draw that is sealed in the ledger only, with a run that times out anywhere and continues": {
    ...base,
    ...sealed({ A: 1 }, { hasChannel: false }),
    orders: { A: [1] },
    givenUp: 1,
  },
} satisfies Record<string, Configuration>;

/** Explored by `npm run model`. */
export const largeSealed = {
  "a draw whose second seal is stored, with a run that times out anywhere and continues": {
    ...base,
    ...sealed({ A: 1 }, { seals: [late, { round: 4, postedAt: null }], time: 2 }),
    orders: { A: [1] },
    givenUp: 1,
  },
  "a draw whose first seal was late, with a run that times out anywhere and continues": {
    ...base,
    ...sealed({ A: 1 }, { seals: [late], time: 2 }),
    orders: { A: [1] },
    givenUp: 1,
  },
  "two sealed draws that want the same person, one of which stops anywhere": {
    ...base,
    ...sealed({ A: 1, B: 1 }, { seals: [{ round: 2, postedAt: 0 }], time: 2 }),
    orders: { A: [1, 2], B: [1, 2] },
    givenUp: 1,
    diesAtOnce: true,
  },
} satisfies Record<string, Configuration>;
