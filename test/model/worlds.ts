import type { Request, World } from "./world.ts";

/** Numbers all worlds and all answers that were ever met, so that states can name them and nothing is done twice. */
export function createWorlds() {
  const numbers = new Map<string, number>();
  const worlds: World[] = [];
  const done: Map<string, readonly [world: number, answer: number]>[] = [];
  const answerNumbers = new Map<string | undefined, number>();
  const answers: unknown[] = [];

  const number = (world: World): number => {
    const key = JSON.stringify(world);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, worlds.length);
    done.push(new Map());
    return worlds.push(world) - 1;
  };

  const numberAnswer = (answer: unknown): number => {
    const key = JSON.stringify(answer);
    const known = answerNumbers.get(key);
    if (known !== undefined) return known;
    answerNumbers.set(key, answers.length);
    return answers.push(answer) - 1;
  };

  const get = (world: number): World => {
    const found = worlds[world];
    if (!found) throw new RangeError(`There is no world ${world}.`);
    return found;
  };

  return {
    number,
    get,
    answer: (answer: number): unknown => answers[answer],

    /** What a request does to a world, and which answer it gets. */
    perform(world: number, { label, run }: Request): readonly [world: number, answer: number] {
      const known = done[world]?.get(label);
      if (known) return known;
      const [after, answer] = run(get(world));
      const made = [number(after), numberAnswer(answer)] as const;
      done[world]?.set(label, made);
      return made;
    },
  };
}

export type Worlds = ReturnType<typeof createWorlds>;
