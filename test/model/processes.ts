import { LotteryError } from "../../data/runtime/lottery-error.ts";
import type { Body, Validation } from "./environment.ts";
import { createRequests } from "./requests.ts";
import { createTasks } from "./tasks.ts";
import type { Guard, Person, Request, Run } from "./world.ts";
import type { Worlds } from "./worlds.ts";

/** The task that a process runs, with its input. */
export type Call =
  | { task: "input"; id: string; count: number }
  | { task: "inputRevision"; id: string; no: number; voided: Person }
  | { task: "seal" | "select" | "validate" | "record"; body: Body }
  | { task: "handleNotice"; no: number; id: string; revision: number }
  | { task: "handleFailedDraw"; id: string }
  | { task: "handleFailedRevision"; id: string; no: number }
  | { task: "recover" };

export type Outcome =
  | { kind: "open"; requests: readonly Request[] }
  | { kind: "done"; value: Body | Validation | undefined }
  | { kind: "failed"; error: string };

/** The two clocks: steps of leases, and the time of the beacon. */
export interface Clocks {
  now: number;
  time: number;
}

/** Which of the open requests was executed, the number of its response, and when. */
interface NumberedReply {
  index: number;
  response: number;
  at: Clocks;
}

/** A process. Its call and its replies determine everything else. */
export interface Process {
  /** The same for processes with the same call and replies. */
  number: number;
  call: Call;
  startedAt: Clocks;
  replies: readonly NumberedReply[];
  outcome: Outcome;
}

/** Creates processes, which run the programs of the tasks. */
export function createProcesses(
  orders: Readonly<Record<string, readonly Person[]>>,
  {
    worlds,
    dropped,
    ...settings
  }: {
    worlds: Worlds;
    dropped: ReadonlySet<Guard>;
    announces: boolean;
    mails: boolean;
    links: boolean;
  },
) {
  let at: Clocks = { now: 0, time: 0 };
  /** The clocks that the program has read since the last reply. The times of other clocks make no difference. */
  let read: Partial<Clocks> = {};
  const readAt = (clocks: Clocks) => {
    at = clocks;
    read = {};
  };
  const tasks = createTasks({
    requests: createRequests(dropped, settings.mails),
    dropped,
    ...settings,
    now: () => {
      read.now = at.now;
      return at.now;
    },
    time: () => {
      read.time = at.time;
      return at.time;
    },
    orderOf: (id) => orders[id] ?? [],
  });
  /** The processes with the same call and replies: they differ in what the clocks said when they read them. */
  const known = new Map<string, { process: Process; read: Partial<Clocks> }[]>();
  const all: Process[] = [];

  const begin = (call: Call): Run<Body | Validation | undefined> => {
    switch (call.task) {
      case "input":
        return tasks.input(call.id, call.count);
      case "inputRevision":
        return tasks.inputRevision(call.id, call.no, call.voided);
      case "seal":
        return tasks.seal(call.body);
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

  const replay = ({ call, startedAt, replies }: Omit<Process, "number" | "outcome">): Outcome => {
    try {
      readAt(startedAt);
      const program = begin(call);
      let step = program.next();
      for (const { index, response, at } of replies) {
        readAt(at);
        step = program.next({ index, response: worlds.response(response) });
      }
      if (step.done) return { kind: "done", value: step.value ?? undefined };
      if (step.value.length === 0) throw new TypeError(`${call.task} waits, but has no open request.`);
      return { kind: "open", requests: step.value };
    } catch (error) {
      if (error instanceof LotteryError) return { kind: "failed", error: error.name };
      if (error instanceof Error && error.constructor === Error) return { kind: "failed", error: "Error" };
      throw error;
    }
  };

  const intern = (
    key: string,
    clocks: Clocks,
    describe: () => Omit<Process, "number" | "outcome">,
  ): Process => {
    const same = known.get(key) ?? [];
    for (const { process, read } of same)
      if ((read.now ?? clocks.now) === clocks.now && (read.time ?? clocks.time) === clocks.time)
        return process;
    const described = describe();
    const process = { ...described, outcome: replay(described), number: all.length };
    all.push(process);
    known.set(key, [...same, { process, read }]);
    return process;
  };

  return {
    start: (call: Call, at: Clocks): Process =>
      intern(JSON.stringify(call), at, () => ({ call, startedAt: at, replies: [] })),

    /** The process after one more reply. */
    reply: (process: Process, reply: NumberedReply): Process =>
      intern(`${process.number} ${reply.index} ${reply.response}`, reply.at, () => ({
        ...process,
        replies: [...process.replies, reply],
      })),

    get: (number: number): Process => {
      const process = all[number];
      if (!process) throw new RangeError(`There is no process ${number}.`);
      return process;
    },
  };
}
