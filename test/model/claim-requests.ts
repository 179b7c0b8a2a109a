import { type Has, type Item, type Person, type Request, sorted, type World } from "./world.ts";

/** The requests on the winners' table. */
export function createClaimRequests(has: Has) {
  const put = (world: World, person: Person, item: Item): readonly [World, boolean] => [
    { ...world, items: { ...world.items, [person]: item } },
    true,
  ];

  const isOwn = (item: Item, holder: string, round: number) =>
    item.holder === holder && item.expires !== null && item.round <= round;

  return {
    readItems: (people: readonly Person[]): Request<(Item | null)[]> => ({
      label: `read items ${sorted(people)}`,
      run: (world) => [world, people.map((person) => world.items[person] ?? null)],
    }),
    readItem: (person: Person): Request<Item | null> => ({
      label: `read item ${person}`,
      run: (world) => [world, world.items[person] ?? null],
    }),
    claim: (person: Person, by: Omit<Item, "isVoid">, from: string | null): Request<boolean> => ({
      label: `claim ${person} for ${by.holder} in round ${by.round}${from === null ? "" : ` from ${from}`}`,
      run: (world) => {
        const item = world.items[person];
        const isFree =
          item === undefined ||
          isOwn(item, by.holder, by.round) ||
          (item.isVoid && item.holder !== by.holder) ||
          (item.holder === from && item.expires !== null);
        if (!has("a claim never takes a person whom another draw holds", isFree)) return [world, false];
        return put(world, person, { ...by, isVoid: false });
      },
    }),
    markVoid: (person: Person, holder: string): Request<boolean> => ({
      label: `void ${person} of ${holder}`,
      run: (world) => {
        const item = world.items[person];
        if (item?.holder !== holder || item.expires !== null) return [world, false];
        return put(world, person, { ...item, isVoid: true });
      },
    }),
    finalize: (
      person: Person,
      win: { holder: string; no: number; claimedAs: string; mayBeGone: boolean },
    ): Request<boolean> => ({
      label: `finalize ${person} for ${win.holder}${win.claimedAs === win.holder ? "" : ` or ${win.claimedAs}`}${win.mayBeGone ? ", even if missing" : ""}`,
      run: (world) => {
        const item = world.items[person];
        const isOurs = item
          ? (item.holder === win.holder || item.holder === win.claimedAs) &&
            has("a void win is not finalized again", !item.isVoid)
          : has("a win is finalized only while its claim exists", win.mayBeGone);
        if (!isOurs) return [world, false];
        const { holder, no } = win;
        return put(world, person, { holder, no, round: 0, expires: null, isVoid: false });
      },
    }),
    release: (person: Person, holder: string, round: number): Request<boolean> => ({
      label: `release ${person} of ${holder} in round ${round}`,
      run: (world) => {
        const item = world.items[person];
        if (!item || !isOwn(item, holder, round)) return [world, false];
        const { [person]: _, ...items } = world.items;
        return [{ ...world, items }, true];
      },
    }),
  };
}
