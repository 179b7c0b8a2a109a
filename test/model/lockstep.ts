import { expect } from "vitest";
import { abstractWorld } from "./abstract-tables.ts";
import { withoutTimes } from "./describe-request.ts";
import type { RealProcess, RealSystem } from "./real-system.ts";
import type { Schedule } from "./schedules.ts";
import type { Configuration, State } from "./state.ts";
import { createSystem } from "./system.ts";

/** Steps that do not change the tables. The tables are compared after the next step that does. */
const READING_STEPS = /^(read|list|find|is|recovers|passes|wait|fetch|post)/;
const READS = 20;

/** The running processes of the model, by their owners. */
function runsOf({ executions, events, nextRun }: State): Map<string, number> {
  const runs = new Map<string, number>();
  for (const { id, run } of executions) if (run !== null) runs.set(id, run);
  for (const { id, kind, run } of events) if (run !== null) runs.set(`${kind} of ${id}`, run);
  if (nextRun !== null) runs.set("next", nextRun);
  return runs;
}

interface Follower {
  process: RealProcess;
  replies: number;
  stage: string;
  body: unknown;
}

/**
 * Runs the code and the model on one schedule. After each step, the tables must match the world of the model, and every
 * process must be about to make exactly the open requests of its process in the model.
 */
export async function runInLockstep(real: RealSystem, configuration: Configuration, schedule: Schedule) {
  const system = createSystem(configuration);
  let state = system.start;
  await real.begin(system.worlds.get(state.world), configuration.orders);
  const followers = new Map<string, Follower>();

  /** Starts and ends the processes of the code like those of the model. */
  const follow = async (who: string | undefined) => {
    const runs = runsOf(state);
    for (const [owner, number] of runs) {
      const run = system.processes.get(number);
      const before = followers.get(owner);
      const isNew = run.replies.length === 0 && (!before || who === owner || before.replies > 0);
      if (isNew) {
        const { call } = run;
        let body = before?.body;
        if ("body" in call) {
          if (!before) body = real.bodyFor(call.body);
          else if (before.stage !== call.task) {
            await real.waitUntil(() => before.process.ended !== undefined);
            const { ended } = before.process;
            if (!ended || !("value" in ended))
              throw new Error(`${owner} did not succeed in its ${before.stage}: ${String(ended?.error)}`);
            body = real.bodyOf(ended.value);
          }
        }
        followers.set(owner, { process: real.start(call, body), replies: 0, stage: call.task, body });
      } else if (before) before.replies = run.replies.length;
    }
    for (const owner of [...followers.keys()])
      if (!runs.has(owner) && hasNoBody(owner)) followers.delete(owner);
    for (const [owner, number] of runs) {
      const { outcome } = system.processes.get(number);
      const follower = followers.get(owner);
      if (outcome.kind !== "open" || !follower) continue;
      const wanted = outcome.requests.map(({ label }) => withoutTimes(label)).sort();
      const held = () => follower.process.held.map(({ label }) => label).sort();
      if (!(await real.waitUntil(() => held().join("\n") === wanted.join("\n"))))
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
    else if (/^time: is \d+ for the beacon$/.test(label)) real.passBeaconTime();
    else if (deleted) await real.deleteClaim(Number(deleted));
    else if (follower && request >= 0) {
      const [held] = follower.process.held.splice(request, 1);
      held?.release();
    }
    state = step.next;
    await follow(step.who);
    if (READING_STEPS.test(step.what)) continue;
    const expected = abstractWorld(system.worlds.get(state.world));
    let found = await real.readTables();
    // After the last request of a process, there is no further request to wait for.
    for (let tries = 0; tries < READS && JSON.stringify(found) !== JSON.stringify(expected); tries++)
      found = await real.readTables();
    expect(found, schedule.slice(0, i + 1).join("\n")).toEqual(expected);
  }
}

/** Whether the owner is a callback or the next run. These start without the result of an earlier task. */
function hasNoBody(owner: string): boolean {
  return owner === "next" || owner.includes(" of ");
}
