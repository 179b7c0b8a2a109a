import {
  type Has,
  type Item,
  type Person,
  type Request,
  sorted,
  type Win,
  type World,
  winsOf,
} from "./world.ts";

/** A claim of an attempt. */
export type Claimant = Pick<Item, "holder" | "no" | "campaign" | "round" | "expires">;

/** An item as it was read, in the label of a request whose condition compares it. */
function describe({ holder, expires, isKept, isVoid, wins }: Item): string {
  const claim = expires === null ? "" : ` ${isKept ? "held" : "claimed"} until ${expires}`;
  const under = wins.length === 0 ? "" : ` with ${wins.map((win) => win.holder)}`;
  return ` over ${holder}${isVoid ? " void" : ""}${claim}${under}`;
}

/** The item of a person with these wins: the newest one is the item's own. */
function formatWins(wins: readonly Win[]): Item {
  const newest = wins.at(-1) ?? { holder: "", no: 0, campaign: 0 };
  return { ...newest, round: 0, expires: null, isKept: false, isVoid: false, wins: wins.slice(0, -1) };
}

/** The requests on the winners' table. */
export function createClaimRequests(has: Has) {
  const put = (world: World, person: Person, item: Item): readonly [World, boolean] => [
    { ...world, items: { ...world.items, [person]: item } },
    true,
  ];

  const isOwn = (item: Item, holder: string, round: number) =>
    item.holder === holder && item.expires !== null && item.round <= round;

  /** The condition `whileSame`. With a guard, its condition on the earlier wins can be dropped. */
  const isSame = (item: Item | undefined, read: Item, guard?: Parameters<Has>[0]) => {
    const holdersOf = (wins: readonly Win[]) => wins.map(({ holder }) => holder).join();
    const areWinsSame = item !== undefined && holdersOf(item.wins) === holdersOf(read.wins);
    return (
      item !== undefined &&
      item.holder === read.holder &&
      item.expires === read.expires &&
      item.isKept === read.isKept &&
      item.isVoid === read.isVoid &&
      (guard ? has(guard, areWinsSame) : areWinsSame)
    );
  };

  /** The condition `whileClaimable`. */
  const isClaimable = (item: Item | undefined, { holder, round }: Claimant) =>
    item === undefined ||
    (isOwn(item, holder, round) &&
      has(
        "a claim of the attempt itself is replaced without a look only if it keeps no wins",
        item.wins.length === 0,
      )) ||
    (item.isVoid && item.holder !== holder && item.wins.length === 0);

  /** The condition `whileReplaceable`. */
  const isReplaceable = (item: Item | undefined, by: Claimant, read: Item) => {
    const isReadByItself = read.holder === by.holder && read.expires !== null;
    const isUnchanged =
      isSame(item, read, "a claim replaces the wins that were read") &&
      (!isReadByItself || (item !== undefined && isOwn(item, by.holder, by.round)));
    return isUnchanged || (winsOf(read).length === 0 && isClaimable(item, by));
  };

  return {
    readItems: (people: readonly Person[]): Request<(Item | null)[]> => ({
      label: `read items ${sorted(people)}`,
      run: (world) => [world, people.map((person) => world.items[person] ?? null)],
    }),
    readItem: (person: Person): Request<Item | null> => ({
      label: `read item ${person}`,
      run: (world) => [world, world.items[person] ?? null],
    }),
    claim: (person: Person, by: Claimant, read: Item | null): Request<boolean> => ({
      label: `claim ${person} for ${by.holder} in round ${by.round}${read === null ? "" : describe(read)}`,
      run: (world) => {
        const item = world.items[person];
        const isFree = read === null ? isClaimable(item, by) : isReplaceable(item, by, read);
        if (!has("a claim never takes a person whom another draw holds", isFree)) return [world, false];
        // Without this guard, the claim replaces the whole item.
        const losesWins = has("a claim keeps earlier wins", false);
        const wins = read === null || losesWins ? [] : winsOf(read);
        return put(world, person, { ...by, isKept: wins.length > 0, isVoid: false, wins });
      },
    }),
    markVoid: (person: Person, holder: string): Request<boolean> => ({
      label: `void ${person} of ${holder}`,
      run: (world) => {
        const item = world.items[person];
        const isWon = item?.holder === holder && item.expires === null;
        if (!isWon || !has("a win is marked as void only if it is the only one", item.wins.length === 0))
          return [world, false];
        return put(world, person, { ...item, isVoid: true });
      },
    }),
    removeWin: (person: Person, holder: string, read: Item): Request<boolean> => ({
      label: `void ${person} of ${holder}${describe(read)}`,
      run: (world) => {
        const item = world.items[person];
        if (!item || !has("a void removes a win only from the item that was read", isSame(item, read)))
          return [world, false];
        const wins = winsOf(read).filter((win) => win.holder !== holder);
        return put(world, person, read.expires === null ? formatWins(wins) : { ...item, wins });
      },
    }),
    finalize: (person: Person, win: Win & { claimedAs: string; mayBeGone: boolean }): Request<boolean> => ({
      label: `finalize ${person} for ${win.holder}${win.claimedAs === win.holder ? "" : ` or ${win.claimedAs}`}${win.mayBeGone ? ", even if missing" : ""}`,
      run: (world) => {
        const item = world.items[person];
        const isOurs = item
          ? (item.holder === win.holder || item.holder === win.claimedAs) &&
            has("a void win is not finalized again", !item.isVoid)
          : has("a win is finalized only while its claim exists", win.mayBeGone);
        if (!isOurs) return [world, false];
        const { holder, no, campaign } = win;
        return put(world, person, formatWins([...(item?.wins ?? []), { holder, no, campaign }]));
      },
    }),
    release: (person: Person, holder: string, round: number): Request<boolean> => ({
      label: `release ${person} of ${holder} in round ${round}`,
      run: (world) => {
        const item = world.items[person];
        if (!item || !isOwn(item, holder, round)) return [world, false];
        if (!has("a claim over earlier wins is not deleted when it is released", item.wins.length === 0))
          return [world, false];
        const { [person]: _, ...items } = world.items;
        return [{ ...world, items }, true];
      },
    }),
    restoreWins: (person: Person, holder: string, round: number, read: Item): Request<boolean> => ({
      label: `release ${person} of ${holder} in round ${round}${describe(read)}`,
      run: (world) => {
        const item = world.items[person];
        const isUnchanged = isSame(item, read, "a release restores the wins that were read");
        if (!item || !isOwn(item, holder, round) || !isUnchanged) return [world, false];
        return put(world, person, formatWins(read.wins));
      },
    }),
  };
}
