import {
  type Counter,
  type Draw,
  type Execution,
  type Has,
  type Link,
  type Request,
  sortKeys,
  type World,
} from "./world.ts";

const formatLink = (link: Link) => (link.length === 0 ? "" : ` after ${link.join("; ")}`);

/** The requests that open a draw, stop an execution, and read a record. */
export function createOpeningRequests(has: Has) {
  const putExecution = (world: World, id: string, stored: Execution): World => ({
    ...world,
    executions: sortKeys({ ...world.executions, [id]: stored }),
  });

  return {
    read: (no: number): Request<Draw | null> => ({
      label: `read draw ${no}`,
      run: (world) => [world, world.draws[no - 1] ?? null],
    }),
    register: (id: string, count: number, lease: number, link: Link): Request<boolean> => ({
      label: `store the request of ${id} until ${lease}${formatLink(link)}`,
      run: (world) => {
        if (world.executions[id]) return [world, false];
        const stored = { request: { count, lease, link }, number: null, isStopped: false };
        return [putExecution(world, id, stored), true];
      },
    }),
    readExecution: (id: string): Request<Execution | null> => ({
      label: `read execution ${id}`,
      run: (world) => [world, world.executions[id] ?? null],
    }),
    stop: (id: string): Request<Execution | null> => ({
      label: `stop ${id}`,
      run: (world) => {
        const stored = world.executions[id] ?? { request: null, number: null, isStopped: false };
        if (stored.number !== null) return [world, null];
        const stopped = { ...stored, isStopped: true };
        return [putExecution(world, id, stopped), stopped];
      },
    }),
    countFor: (id: string, lease: number): Request<Counter | null> => ({
      label: `count for ${id} until ${lease}`,
      run: (world) => {
        const { last, open } = world.counter;
        if (!has("an execution reserves one number at a time", open[id] === undefined)) return [world, null];
        const counter = { last: last + 1, open: sortKeys({ ...open, [id]: { no: last + 1, lease } }) };
        return [{ ...world, counter }, counter];
      },
    }),
    readCounter: (): Request<Counter> => ({
      label: "read the counter",
      run: (world) => [world, world.counter],
    }),
    assign: (id: string, no: number): Request<Execution | null> => ({
      label: `number ${id} with ${no}`,
      run: (world) => {
        const stored = world.executions[id];
        if (!stored?.request || !has("an execution has one number", stored.number === null))
          return [world, null];
        const numbered = { ...stored, number: no };
        return [putExecution(world, id, numbered), numbered];
      },
    }),
    open: (record: Draw): Request<boolean> => ({
      label: `open draw ${record.no} as ${record.id} until ${record.lease}${formatLink(record.link)}`,
      run: (world) => {
        const { no } = record;
        if (!has("a record is opened once", !world.draws[no - 1])) return [world, false];
        const draws = Array.from(
          { length: Math.max(no, world.draws.length) },
          (_, i) => world.draws[i] ?? null,
        );
        draws[no - 1] = record;
        return [{ ...world, draws }, true];
      },
    }),
    endReservation: (id: string, no: number): Request<boolean> => ({
      label: `end the reservation of ${no} for ${id}`,
      run: (world) => {
        const { last, open } = world.counter;
        if (open[id]?.no !== no) return [world, false];
        const { [id]: _, ...others } = open;
        return [{ ...world, counter: { last, open: others } }, true];
      },
    }),
  };
}
