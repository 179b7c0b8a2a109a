import { describe, expect, test } from "vitest";
import { large, small } from "./configurations.ts";
import { explore } from "./explore.ts";
import { largeHistory, smallHistory } from "./history-configurations.ts";
import { largeSealed, smallSealed } from "./sealed-configurations.ts";
import type { Configuration } from "./state.ts";
import { largeWins, smallWins } from "./win-configurations.ts";
import type { Guard } from "./world.ts";

const isLong = process.env["LOTTERY_MODEL"] === "large";

/** More states than the largest configuration has: a draw that yields while its late run continues has ten million. */
const MOST_STATES = 12_000_000;

/** Explores configurations; those of `npm test` are the `few`. */
function exploreAll(few: Record<string, Configuration>, more: Record<string, Configuration>) {
  const all = Object.entries(isLong ? { ...few, ...more } : few);
  test.each(all)("%s", { timeout: 600_000 }, (name, configuration) => {
    const { states, steps, atRest, counterexample } = explore(configuration, { limit: MOST_STATES });
    console.info(`${name}: ${states} states, ${steps} steps, ${atRest} states at rest`);
    expect(counterexample).toBeUndefined();
    expect(atRest).toBeGreaterThan(0);
  });
}

describe("in every reachable state, nobody wins twice, winners are held, announced and mailed once, and a state at rest can be reached", () => {
  exploreAll(small, large);
});

describe("in every reachable state of draws of several campaigns, nobody wins twice within one unless earlier winners may, and every win that is not void is kept", () => {
  exploreAll(smallWins, largeWins);
});

describe("in every reachable state of a sealed draw, a seal that people saw in time counts, the seed follows from the last of at most three seals, and nobody is selected before", () => {
  exploreAll(smallSealed, largeSealed);
});

describe("in every reachable state of the history, links cover exactly the draws that have ended, in number order, and never change", () => {
  exploreAll(smallHistory, largeHistory);
});

/** A guard without which nothing goes wrong. */
type Spare = "a seed is stored once";

/** For each guard of the protocol: what is wrong without it, in which configuration, and after which step. */
const broken: Record<Exclude<Guard, Spare>, { configuration: Configuration; wrong: string; last: string }> = {
  "a win is finalized only while its claim exists": {
    configuration:
      large["a redraw beside a failed draw with a late run that claims the person of the voided win"],
    wrong: "1 has not won A, but can never win again",
    last: "A: finalize 1 for A",
  },
  "a claim never takes a person whom another draw holds": {
    configuration: small["two draws and a redraw"],
    wrong: "1 has won A, but is not held",
    last: "B: claim 1 for B in round 0",
  },
  "an attempt is decided once": {
    configuration: large["two draws, one with a run that times out anywhere and continues"],
    wrong: "1 has won A, but is not held",
    last: "late run: decide 1 in round 0 for 1 at 0",
  },
  "an attempt is decided only in the round of its claims": {
    configuration: large["a draw that yields while its timed-out run continues"],
    wrong: "1 has won B, but is not held",
    last: "late run: decide 2 in round 0 for 1,2 at 0",
  },
  "an attempt is decided only if enough of its lease is left": {
    configuration: small["two draws whose leases expire anywhere"],
    wrong: "1 has won A, but is not held",
    last: "time: deletes the claim of 1",
  },
  "a draw fails only before it is decided": {
    configuration: small["a redraw that stops anywhere, and whose lease expires"],
    wrong: "1 has not won A, but can never win again",
    last: "failure of A: mark claims of 1 released",
  },
  "a void win is not finalized again": {
    configuration: small["a redraw that stops anywhere, and whose lease expires"],
    wrong: "1 has not won A, but can never win again",
    last: "R: mark wins of 1 final in revision 1",
  },
  "a revision begins only when all earlier wins are final": {
    configuration: small["two draws and a redraw"],
    wrong: "1 has not won A, but can never win again",
    last: "R: mark wins of 1 final in revision 1",
  },
  "an execution reserves one number at a time": {
    configuration: large["three draws that are opened at the same time, one of which stops anywhere"],
    wrong: "the numbers have a gap",
    last: "A: open draw 2 as A until 2",
  },
  "an execution has one number": {
    configuration: small["two draws, one with a run that times out during the opening and continues"],
    wrong: "a draw has two numbers",
    last: "A: open draw 2 as A until 2",
  },
  "a stopped execution does not open a draw": {
    configuration: small["two draws, one with a run that times out during the opening and continues"],
    wrong: "B was stopped, but is under way",
    last: "late run: open draw 2 as B until 2",
  },
  "a record is opened once": {
    configuration: small["two draws, one with a run that times out during the opening and continues"],
    wrong: "B was stopped, but is under way",
    last: "late run: open draw 2 as B until 2",
  },
  "one callback at a time may post": {
    configuration: small["a draw that is announced while it is redrawn"],
    wrong: "a message is posted twice",
    last: "notice of R: post A 0 for 2",
  },
  "one callback at a time may publish": {
    configuration: small["an announced and mailed draw with a refused notice and a lost event"],
    wrong: "a notice is mailed twice",
    last: "next: publish the notice of A",
  },
  "a draw is pending until all its notices are mailed": {
    configuration: small["an announced and mailed draw with a refused notice and a lost event"],
    wrong: "A was not mailed",
    last: "failure of A: is lost",
  },
  "a further attempt to post searches the channel first": {
    configuration: small["a draw that is announced while it is redrawn"],
    wrong: "a message is posted twice",
    last: "notice of A: post A 0 for 1",
  },
  "nobody wins twice within a campaign": {
    configuration: smallWins["two draws of the next campaign that want the same earlier winner"],
    wrong: "1 wins twice: B and C",
    last: "C: decide 3 in round 0 for 1 at 0",
  },
  "a claim keeps earlier wins": {
    configuration:
      smallWins["a draw that claims an earlier winner whose win is redrawn, one of which stops anywhere"],
    wrong: "1 has won A, but is not held",
    last: "B: claim 1 for B in round 0 over A",
  },
  "a claim of the attempt itself is replaced without a look only if it keeps no wins": {
    configuration:
      smallWins["a draw that claims an earlier winner whose win is redrawn, one of which stops anywhere"],
    wrong: "1 has won A, but is not held",
    last: "B: claim 1 for B in round 0",
  },
  "a claim replaces the wins that were read": {
    configuration:
      smallWins["a draw that claims an earlier winner whose win is redrawn, one of which stops anywhere"],
    wrong: "1 has not won A, but can never win again",
    last: "R: mark wins of 1 final in revision 1",
  },
  "a win that does not count is final before another draw claims the person": {
    configuration: smallWins["a draw of the next campaign that claims a winner before the win is final"],
    wrong: "1 has won A, but is not held",
    last: "B: claim 1 for B in round 0 over A claimed until 2",
  },
  "an attempt does not claim its own final win again": {
    configuration:
      smallWins["a draw of the next campaign with a late run that claims the same earlier winner"],
    wrong: "no state at rest can be reached",
    last: "late run: claim 1 for B in round 0 over B with A",
  },
  "a claim over earlier wins is never deleted": {
    configuration:
      largeWins[
        "a draw that claims an earlier winner whose win is redrawn, with leases that expire anywhere"
      ],
    wrong: "1 has won A, but is not held",
    last: "time: deletes the claim of 1",
  },
  "a claim over earlier wins is not deleted when it is released": {
    configuration:
      smallWins["a draw that claims an earlier winner whose win is redrawn, one of which stops anywhere"],
    wrong: "1 has won A, but is not held",
    last: "failure of B: release 1 of B in round 0",
  },
  "a release restores the wins that were read": {
    configuration:
      smallWins["a draw that claims an earlier winner whose win is redrawn, one of which stops anywhere"],
    wrong: "1 has not won A, but can never win again",
    last: "failure of B: release 1 of B in round 0 over B held until 2 with A",
  },
  "a win is marked as void only if it is the only one": {
    configuration: smallWins["a draw that claims a winner of two campaigns, whose last win is redrawn"],
    wrong: "no state at rest can be reached",
    last: "R: void 1 of A",
  },
  "a void removes a win only from the item that was read": {
    configuration:
      smallWins["a draw that claims an earlier winner whose win is redrawn, one of which stops anywhere"],
    wrong: "1 has not won A, but can never win again",
    last: "R: mark wins of 1 final in revision 1",
  },
  "seals are added to those that were read": {
    configuration:
      largeSealed["a draw whose second seal is stored, with a run that times out anywhere and continues"],
    wrong: "a seal of A is in the channel in time, but not in the ledger",
    last: "late run: seal draw 1 with posted until 2 at 2, new until 4, new until 8 instead of posted until 2 at 2, new until 4",
  },
  "the time of a seal's message is stored once": {
    configuration:
      largeSealed["a draw whose second seal is stored, with a run that times out anywhere and continues"],
    wrong: "A has a seed, but its seal was posted too late",
    last: "late run: seal draw 1 with posted until 2 at 2, posted until 4 at 4 instead of posted until 2 at 2, new until 4",
  },
  "seals change only while the draw is under way": {
    configuration:
      smallSealed[
        "a draw that is sealed in the ledger only, with a run that times out anywhere and continues"
      ],
    wrong: "what the receipt of A covers has changed",
    last: "late run: seal draw 1 with new until 2 instead of none",
  },
  "a seal is added only when no message can have the one before in time": {
    configuration:
      largeSealed["a draw whose second seal is stored, with a run that times out anywhere and continues"],
    wrong: "A has dropped a seal that people saw in time",
    last: "late run: post seal 2 of A until 4",
  },
  "a seal is added only after a search for the one before": {
    configuration: smallSealed["a sealed draw that stops anywhere"],
    wrong: "A has dropped a seal that people saw in time",
    last: "A: seal draw 1 with new until 2, new until 4 instead of new until 2",
  },
  "a draw has at most three seals": {
    configuration: smallSealed["a sealed draw that stops anywhere"],
    wrong: "A has more than three seals",
    last: "A: seal draw 1 with posted until 2 at 2, posted until 4 at 4, posted until 6 at 6, new until 8 instead of posted until 2 at 2, posted until 4 at 4, posted until 6 at 6",
  },
  "people are selected only once the seed is stored": {
    configuration: smallSealed["a sealed draw that stops anywhere"],
    wrong: "A selects people before its seed exists",
    last: "A: add candidates 1 to 1",
  },
  "a link covers only draws that have ended": {
    configuration:
      smallHistory["a draw that is linked to the history while the draws before it are opened and end"],
    wrong: "the newest link does not cover the draws that have ended, in number order",
    last: "C: store the link A drawing; B drawing",
  },
  "a link covers draws in number order": {
    configuration:
      smallHistory["a draw that is linked to the history while the draws before it are opened and end"],
    wrong: "the newest link does not cover the draws that have ended, in number order",
    last: "A: store the link B failed",
  },
  "the newest link is replaced only by a newer one": {
    configuration: largeHistory["two draws that are linked to the history while the draw before them ends"],
    wrong: "C has a link that is not in the history",
    last: "D: store the link A failed",
  },
};

test("storing the seed of a draw twice changes nothing: it follows from the last seal, and none is added any more", () => {
  const spare: Spare = "a seed is stored once";
  for (const configuration of Object.values(isLong ? { ...smallSealed, ...largeSealed } : smallSealed)) {
    const { counterexample } = explore({ ...configuration, dropped: [spare] });
    expect(counterexample).toBeUndefined();
  }
});

describe("the model fails without this condition, with the shortest trace:", () => {
  test.each(Object.entries(broken))("%s", (guard, { configuration, wrong, last }) => {
    const dropped = Object.keys(broken).filter((name): name is Guard => name === guard);
    const { counterexample } = explore({ ...configuration, dropped });
    expect(counterexample?.wrong).toBe(wrong);
    if (isLong) console.info([`Without "${guard}":`, ...(counterexample?.trace ?? [])].join("\n  "));
    expect(counterexample?.trace.at(-1)).toBe(last);
  });
});
