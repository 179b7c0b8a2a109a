import { z } from "zod";
import { readStates } from "../../services/step-functions/states.ts";

const object = z.record(z.string(), z.unknown());

/** Reads a value by a path like `$.body.beacon_at`. */
function readPath(input: unknown, path: string): unknown {
  return path
    .split(".")
    .slice(1)
    .reduce((value, name) => object.safeParse(value).data?.[name], input);
}

/** Creates the function that reads until when (ms) a Wait state waits; undefined for other states. */
export function createFindWaitEnd(definition: unknown) {
  const states = readStates(definition);
  /** `input` is the state's input as JSON. */
  return function findWaitEnd(name: string, input: string): number | undefined {
    const path = states.get(name)?.timestampPath;
    const end = path === undefined ? Number.NaN : Date.parse(String(readPath(JSON.parse(input), path)));
    return Number.isNaN(end) ? undefined : end;
  };
}

export type FindWaitEnd = ReturnType<typeof createFindWaitEnd>;
