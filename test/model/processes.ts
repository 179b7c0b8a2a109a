import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { createRequests } from "./requests.ts";
import type { Body, Validation } from "./surroundings.ts";
import { createTasks } from "./tasks.ts";
import type { Guard, Person, Request, Run } from "./world.ts";
import type { Worlds } from "./worlds.ts";

/** What a process was started for. */
export type Call =
  | { task: "input"; id: string; count: number }
  | { task: "inputRevision"; id: string; no: number; voided: Person }
  | { task: "select" | "validate" | "record"; body: Body }
  | { task: "handleNotice"; no: number; id: string; revision: number }
  | { task: "handleFailedDraw"; id: string }
  | { task: "handleFailedRevision"; id: string; no: number }
  | { task: "recover" };

export type Outcome =
  | { kind: "open"; requests: readonly Request[] }
  | { kind: "done"; value: Body | Validation | undefined }
  | { kind: "failed"; error: string };

/** Which of the open requests was answered, by which answer, and when. */
interface Heard {
  index: number;
  answer: number;
  at: number;
}

/** A process: what it was started for and what it has heard. All else follows from that. */
export interface Process {
  /** The same for processes that have heard the same. */
  number: number;
  call: Call;
  startedAt: number;
  heard: readonly Heard[];
  outcome: Outcome;
}

/** Runs the programs of the tasks over what their processes have heard. */
export function createProcesses(
  orders: Readonly<Record<string, readonly Person[]>>,
  {
    worlds,
    dropped,
    announces,
    mails,
  }: { worlds: Worlds; dropped: ReadonlySet<Guard>; announces: boolean; mails: boolean },
) {
  let time = 0;
  /** Whether the clock was looked at since the last answer: otherwise it makes no difference when that was. */
  let isTimely = false;
  const tasks = createTasks({
    requests: createRequests(dropped, mails),
    dropped,
    announces,
    mails,
    now: () => {
      isTimely = true;
      return time;
    },
    orderOf: (id) => orders[id] ?? [],
  });
  const known = new Map<string, Process>();
  const all: Process[] = [];

  const begin = (call: Call): Run<Body | Validation | undefined> => {
    switch (call.task) {
      case "input":
        return tasks.input(call.id, call.count);
      case "inputRevision":
        return tasks.inputRevision(call.id, call.no, call.voided);
      case "select":
        return tasks.select(call.body);
      case "validate":
        return tasks.validate(call.body);
      case "record":
        return tasks.record(call.body);
      case "handleNotice":
        return tasks.handleNotice(call.no, call.id, call.revision);
      case "handleFailedDraw":
        return tasks.handleFailedDraw(call.id);
      case "handleFailedRevision":
        return tasks.handleFailedRevision(call.id, call.no);
      case "recover":
        return tasks.recover();
    }
  };

  const replay = ({ call, startedAt, heard }: Omit<Process, "number" | "outcome">): Outcome => {
    try {
      time = startedAt;
      isTimely = false;
      const program = begin(call);
      let step = program.next();
      for (const { index, answer, at } of heard) {
        time = at;
        isTimely = false;
        step = program.next({ index, answer: worlds.answer(answer) });
      }
      if (step.done) return { kind: "done", value: step.value ?? undefined };
      if (step.value.length === 0) throw new TypeError(`${call.task} waits for nobody.`);
      return { kind: "open", requests: step.value };
    } catch (error) {
      if (error instanceof LotteryError) return { kind: "failed", error: error.name };
      if (error instanceof Error && error.constructor === Error) return { kind: "failed", error: "Error" };
      throw error;
    }
  };

  const intern = (process: Omit<Process, "number" | "outcome">, key: string, at: number): Process => {
    const there = known.get(key) ?? known.get(`${key} at ${at}`);
    if (there) return there;
    const made = { ...process, outcome: replay(process), number: all.length };
    all.push(made);
    known.set(isTimely ? `${key} at ${at}` : key, made);
    return made;
  };

  return {
    start: (call: Call, at: number): Process =>
      intern({ call, startedAt: at, heard: [] }, JSON.stringify(call), at),

    /** The process after it has heard one answer more. */
    hear: (process: Process, heard: Heard): Process =>
      intern(
        { ...process, heard: [...process.heard, heard] },
        `${process.number} ${heard.index} ${heard.answer}`,
        heard.at,
      ),

    get: (number: number): Process => {
      const process = all[number];
      if (!process) throw new RangeError(`There is no process ${number}.`);
      return process;
    },
  };
}
