import type { Request, World } from "./world.ts";

/** Numbers all worlds and responses, so that states can refer to them and no request is executed twice on a world. */
export function createWorlds() {
  const numbers = new Map<string, number>();
  const worlds: World[] = [];
  const executed: Map<string, readonly [world: number, response: number]>[] = [];
  const responseNumbers = new Map<string | undefined, number>();
  const responses: unknown[] = [];

  const number = (world: World): number => {
    const key = JSON.stringify(world);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, worlds.length);
    executed.push(new Map());
    return worlds.push(world) - 1;
  };

  const numberResponse = (response: unknown): number => {
    const key = JSON.stringify(response);
    const known = responseNumbers.get(key);
    if (known !== undefined) return known;
    responseNumbers.set(key, responses.length);
    return responses.push(response) - 1;
  };

  const get = (world: number): World => {
    const found = worlds[world];
    if (!found) throw new RangeError(`There is no world ${world}.`);
    return found;
  };

  return {
    number,
    get,
    response: (response: number): unknown => responses[response],

    /** Executes a request on a world. Returns the numbers of the new world and of the response. */
    perform(world: number, { label, run }: Request): readonly [world: number, response: number] {
      const known = executed[world]?.get(label);
      if (known) return known;
      const [after, response] = run(get(world));
      const result = [number(after), numberResponse(response)] as const;
      executed[world]?.set(label, result);
      return result;
    },
  };
}

export type Worlds = ReturnType<typeof createWorlds>;
