/** One atomic request to DynamoDB or Slack: its effect on the world, and its response. Its label says everything about it. */
export interface Request<World, Response = unknown> {
  label: string;
  run(world: World): readonly [World, Response];
  /** Whether the request can have a response in this world. Without it, it always can. */
  isReady?(world: World): boolean;
}

/** What resumes a program: which of its open requests was executed, and the response. */
interface Reply {
  index: number;
  response: unknown;
}

/**
 * What a process does between its requests. It yields all its open requests, and is resumed with the response to one of
 * them. If it has no open request, it waits for another branch of `all`.
 */
export type Program<World, Result> = Generator<readonly Request<World>[], Result, Reply>;

const NOTHING: Reply = { index: -1, response: undefined };

export function* ask<World, Response>(request: Request<World, Response>): Program<World, Response> {
  const { response } = yield [request];
  // The response is always the one that `run` of this request returned.
  return response as Response;
}

/** Waits until another branch of `all` makes this true. */
export function* until<World>(holds: () => boolean): Program<World, void> {
  while (!holds()) yield [];
}

/** Runs programs concurrently, like `Promise.all`: their requests can be executed in any order. */
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
