import { describe, expect, test } from "vitest";
import { large, small } from "./configurations.ts";
import { explore } from "./explore.ts";
import type { Configuration } from "./state.ts";
import type { Guard } from "./world.ts";

const isLong = process.env["LOTTERY_MODEL"] === "large";
const configurations: Record<string, Configuration> = isLong ? { ...small, ...large } : small;

describe("in every reachable state, nobody wins twice, winners are held, announced and mailed once, and the end can be reached", () => {
  test.each(Object.entries(configurations))("%s", { timeout: 300_000 }, (name, configuration) => {
    const { states, steps, atRest, counterexample } = explore(configuration, 5_000_000);
    console.info(`${name}: ${states} states, ${steps} steps, ${atRest} states at rest`);
    expect(counterexample).toBeUndefined();
    expect(atRest).toBeGreaterThan(0);
  });
});

/** For each guard of the protocol what goes wrong without it, where, and by which step. */
const broken: Record<Guard, { configuration: Configuration; wrong: string; last: string }> = {
  "a win is made final only as long as its claim is there": {
    configuration:
      large[
        "a redraw beside a failed draw, a run of which was given up and still claims whose win was voided back"
      ],
    wrong: "1 has not won A, and can never win again",
    last: "A: make 1 final for A",
  },
  "a claim takes nobody whom another draw has": {
    configuration: small["two draws and a redraw"],
    wrong: "1 has won A, and is not held",
    last: "B: claim 1 for B in round 0",
  },
  "an attempt is decided once": {
    configuration: small["two draws, a run of which times out anywhere, and continues"],
    wrong: "1 has won A, and is not held",
    last: "given up: decide 1 in round 0 for 1 at 0",
  },
  "an attempt is decided in the round of its claims alone": {
    configuration: large["a draw that yields while a run of it that timed out continues"],
    wrong: "1 has won B, and is not held",
    last: "given up: decide 2 in round 0 for 1,2 at 0",
  },
  "an attempt is decided only if enough of its lease is left": {
    configuration: small["two draws whose leases expire anywhere"],
    wrong: "1 has won A, and is not held",
    last: "time: deletes the claim of 1",
  },
  "a draw fails only before it is decided": {
    configuration: small["a redraw that stops anywhere, and whose lease expires"],
    wrong: "1 has not won A, and can never win again",
    last: "failure of A: mark claims of 1 released",
  },
  "a void win is not made final again": {
    configuration: small["a redraw that stops anywhere, and whose lease expires"],
    wrong: "1 has not won A, and can never win again",
    last: "R: mark wins of 1 final in revision 1",
  },
  "a revision begins only when the wins before it are final": {
    configuration: small["two draws and a redraw"],
    wrong: "1 has not won A, and can never win again",
    last: "R: mark wins of 1 final in revision 1",
  },
  "an execution reserves one number at a time": {
    configuration: small["three draws that are opened at once, one of which stops anywhere"],
    wrong: "the numbers have a gap",
    last: "A: open draw 2 as A until 2",
  },
  "an execution has one number": {
    configuration: small["two draws, a run of which times out while they are opened, and continues"],
    wrong: "a draw has two numbers",
    last: "A: open draw 2 as A until 2",
  },
  "an execution that was stopped opens no draw": {
    configuration: small["two draws, a run of which times out while they are opened, and continues"],
    wrong: "B was stopped, and is under way",
    last: "given up: open draw 2 as B until 2",
  },
  "a record is opened once": {
    configuration: small["two draws, a run of which times out while they are opened, and continues"],
    wrong: "B was stopped, and is under way",
    last: "given up: open draw 2 as B until 2",
  },
  "one callback at a time may post": {
    configuration: small["a draw that is announced while it is redrawn"],
    wrong: "something is announced twice",
    last: "notice of R: post A 0 for 2",
  },
  "one callback at a time may publish": {
    configuration:
      small["a draw that is announced and mailed, whose notice SNS refuses, and an event of which is lost"],
    wrong: "something is mailed twice",
    last: "next: publish the notice of A",
  },
  "a draw is pending until all its notices are mailed": {
    configuration:
      small["a draw that is announced and mailed, whose notice SNS refuses, and an event of which is lost"],
    wrong: "nothing was mailed of A",
    last: "failure of A: is lost",
  },
  "after a first attempt the channel is searched": {
    configuration: small["a draw that is announced while it is redrawn"],
    wrong: "something is announced twice",
    last: "notice of A: post A 0 for 1",
  },
};

describe("the model fails on the shortest way without this condition:", () => {
  const isSlow = (guard: string) => guard === "a win is made final only as long as its claim is there";
  test.each(Object.entries(broken).filter(([guard]) => isLong || !isSlow(guard)))(
    "%s",
    (guard, { configuration, wrong, last }) => {
      const dropped = Object.keys(broken).filter((name): name is Guard => name === guard);
      const { counterexample } = explore({ ...configuration, dropped });
      expect(counterexample?.wrong).toBe(wrong);
      if (isLong) console.info([`Without "${guard}":`, ...(counterexample?.trace ?? [])].join("\n  "));
      expect(counterexample?.trace.at(-1)).toBe(last);
    },
  );
});
