import { expect } from "vitest";
import { abstractWorld } from "./abstract-tables.ts";
import { withoutTimes } from "./describe-request.ts";
import type { RealProcess, RealSystem } from "./real-system.ts";
import type { Schedule } from "./schedules.ts";
import type { Configuration, State } from "./state.ts";
import { createSystem } from "./system.ts";

/** Steps that leave the tables as they are: the next that does not shows it. */
const LOOKS = /^(read|list|find|is|recovers|passes)/;
const READS = 20;

/** Every process that is under way in the model, by whose it is. */
function runsOf({ executions, events, nextRun }: State): Map<string, number> {
  const runs = new Map<string, number>();
  for (const { id, run } of executions) if (run !== null) runs.set(id, run);
  for (const { id, kind, run } of events) if (run !== null) runs.set(`${kind} of ${id}`, run);
  if (nextRun !== null) runs.set("next", nextRun);
  return runs;
}

interface Follower {
  process: RealProcess;
  heard: number;
  stage: string;
  body: unknown;
}

/**
 * Runs the code and the model on one schedule. After each step the tables must be what the model says, and every process
 * must want to make exactly the requests that the model's has open.
 */
export async function runInLockstep(real: RealSystem, configuration: Configuration, schedule: Schedule) {
  const system = createSystem(configuration);
  let state = system.start;
  await real.begin(system.worlds.get(state.world), configuration.orders);
  const followers = new Map<string, Follower>();

  /** Lets the code's processes begin and end as the model's do. */
  const follow = async (who: string | undefined) => {
    const runs = runsOf(state);
    for (const [owner, number] of runs) {
      const run = system.processes.get(number);
      const before = followers.get(owner);
      const isNew = run.heard.length === 0 && (!before || who === owner || before.heard > 0);
      if (isNew) {
        const { call } = run;
        let body = before?.body;
        if ("body" in call) {
          if (!before) body = real.bodyFor(call.body);
          else if (before.stage !== call.task) {
            await real.comesTo(() => before.process.ended !== undefined);
            const { ended } = before.process;
            if (!ended || !("value" in ended))
              throw new Error(`${owner} has not ended its ${before.stage} well: ${String(ended?.error)}`);
            body = real.bodyOf(ended.value);
          }
        }
        followers.set(owner, { process: real.start(call, body), heard: 0, stage: call.task, body });
      } else if (before) before.heard = run.heard.length;
    }
    for (const owner of [...followers.keys()])
      if (!runs.has(owner) && isEvent(owner)) followers.delete(owner);
    for (const [owner, number] of runs) {
      const { outcome } = system.processes.get(number);
      const follower = followers.get(owner);
      if (outcome.kind !== "open" || !follower) continue;
      const wanted = outcome.requests.map(({ label }) => withoutTimes(label)).sort();
      const held = () => follower.process.held.map(({ label }) => label).sort();
      if (!(await real.comesTo(() => held().join("\n") === wanted.join("\n"))))
        expect({ owner, held: held(), ended: follower.process.ended }).toEqual({ owner, held: wanted });
    }
  };

  await follow(undefined);
  for (const [i, label] of schedule.entries()) {
    const step = [...system.steps(state)].find(({ who, what }) => `${who}: ${what}` === label);
    if (!step) throw new RangeError(`The model cannot take the step "${label}".`);
    const passed = step.next.now - state.now;
    const deleted = /^time: deletes the claim of (\d+)$/.exec(label)?.[1];
    const follower = followers.get(step.who);
    const request = follower?.process.held.findIndex((held) => held.label === withoutTimes(step.what)) ?? -1;
    if (passed > 0) real.passTime(passed);
    else if (deleted) await real.deleteClaim(Number(deleted));
    else if (follower && request >= 0) {
      const [held] = follower.process.held.splice(request, 1);
      held?.release();
    }
    state = step.next;
    await follow(step.who);
    if (LOOKS.test(step.what)) continue;
    const expected = abstractWorld(system.worlds.get(state.world));
    let found = await real.readTables();
    // The last request of a process is followed by nothing that could be waited for.
    for (let tries = 0; tries < READS && JSON.stringify(found) !== JSON.stringify(expected); tries++)
      found = await real.readTables();
    expect(found, schedule.slice(0, i + 1).join("\n")).toEqual(expected);
  }
}

/** Executions keep what their tasks have handed on; callbacks and those who come by begin anew. */
function isEvent(owner: string): boolean {
  return owner === "next" || owner.includes(" of ");
}
