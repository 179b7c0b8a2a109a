/** One atomic request to DynamoDB or Slack: what it does to the world, and what is answered. Its label says all of it. */
export interface Request<World, Answer = unknown> {
  label: string;
  run(world: World): readonly [World, Answer];
}

/** What a program hears: which of its open requests was done, and the answer. */
interface Reply {
  index: number;
  answer: unknown;
}

/**
 * What a process does between its requests. It yields all requests that it has open, and is resumed by the answer to one
 * of them; with none open it waits for another branch of `all`.
 */
export type Program<World, Result> = Generator<readonly Request<World>[], Result, Reply>;

const NOTHING: Reply = { index: -1, answer: undefined };

export function* ask<World, Answer>(request: Request<World, Answer>): Program<World, Answer> {
  const { answer } = yield [request];
  // What is heard is always what `run` of this very request has answered.
  return answer as Answer;
}

/** Waits until another branch of `all` has made this true. */
export function* until<World>(holds: () => boolean): Program<World, void> {
  while (!holds()) yield [];
}

/** Runs programs side by side, as `Promise.all` does: whichever request is answered first. */
export function* all<World, Result>(programs: readonly Program<World, Result>[]): Program<World, Result[]> {
  const branches = programs.map((program) => ({ program, step: program.next() }));
  for (;;) {
    const open = branches.flatMap((branch) =>
      branch.step.done ? [] : branch.step.value.map((request, index) => ({ branch, request, index })),
    );
    const results = branches.flatMap(({ step }) => (step.done ? [step.value] : []));
    if (results.length === branches.length) return results;
    const reply = yield open.map(({ request }) => request);
    const done = open[reply.index];
    if (done) done.branch.step = done.branch.program.next({ ...reply, index: done.index });
    for (const branch of branches)
      if (!branch.step.done && branch.step.value.length === 0) branch.step = branch.program.next(NOTHING);
  }
}
