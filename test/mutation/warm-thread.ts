import {
  type PoolOptions,
  type PoolRunnerInitializer,
  ThreadsPoolWorker,
  type VitestPluginContext,
  type WorkerRequest,
} from "vitest/node";

type Listener = Parameters<ThreadsPoolWorker["on"]>[1];

const NAME = "warm-thread";

/** After so many runs, a new thread starts: each run leaves the modules that it has loaded. */
const RUNS_OF_A_THREAD = 60;

let thread: ThreadsPoolWorker | undefined;
let runs = 0;

/**
 * A worker of Vitest for one run. The thread outlives it, with the packages that it has loaded and compiled. Vitest loads
 * the code of the project again for each file of tests.
 */
class WarmThread {
  readonly name = NAME;
  readonly #options: PoolOptions;
  readonly #listeners: [event: string, listener: Listener][] = [];
  #isNew = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  on(event: string, listener: Listener): void {
    this.#listeners.push([event, listener]);
    thread?.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    thread?.off(event, listener);
  }

  /** A thread that has been started answers by itself to the requests that would start or stop it. */
  send(message: WorkerRequest): void {
    if (message.type === "start" && !this.#isNew) this.#answer("started");
    else if (message.type === "stop") this.#answer("stopped");
    else thread?.send(message);
  }

  #answer(type: "started" | "stopped"): void {
    queueMicrotask(() => {
      for (const [event, listener] of this.#listeners)
        if (event === "message") listener({ type, __vitest_worker_response__: true });
    });
  }

  deserialize(data: unknown): unknown {
    return data;
  }

  async start(): Promise<void> {
    runs += 1;
    if (runs % RUNS_OF_A_THREAD === 0) {
      await thread?.stop();
      thread = undefined;
    }
    if (thread) return;
    this.#isNew = true;
    thread = new ThreadsPoolWorker(this.#options);
    await thread.start();
  }

  /** The thread continues, for the next run. */
  stop(): Promise<void> {
    for (const [event, listener] of this.#listeners) thread?.off(event, listener);
    return Promise.resolve();
  }
}

const warmThreads: PoolRunnerInitializer = {
  name: NAME,
  createPoolWorker: (options) => new WarmThread(options),
};

/** A plugin of Vitest: runs all files of tests in one thread, also those of later runs. */
export const keepThread = {
  name: NAME,
  configureVitest({ project }: VitestPluginContext) {
    project.config.pool = NAME;
    project.config.poolRunner = warmThreads;
  },
};
