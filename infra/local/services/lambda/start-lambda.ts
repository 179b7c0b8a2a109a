import { type Listening, listen } from "../../http/listen.ts";
import type { Store } from "../store/store.ts";
import { createInvocations } from "./invocations.ts";
import type { FunctionRunner } from "./run-functions.ts";

interface StartLambdaOptions {
  store: Store;
  functions: Pick<FunctionRunner, "runCallback">;
  /** ms before each further attempt of a failed invocation. */
  retryDelays: readonly number[];
  reportError: (error: unknown) => void;
}

/** Serves Lambda's API, on any free port: only the bot of this process uses it. */
export async function startLambda(
  resources: AsyncDisposableStack,
  { store, functions, retryDelays, reportError }: StartLambdaOptions,
): Promise<{ server: Listening["server"]; url: string; idle(): Promise<void> }> {
  const { app, idle, close } = createInvocations({
    store,
    runCallback: functions.runCallback,
    retryDelays,
    reportError,
  });
  resources.defer(close);
  const listening = await listen(app, { port: 0, purpose: "Lambda", variable: "" }, store.confirmed);
  resources.defer(listening.close);
  return { server: listening.server, url: `http://localhost:${listening.port}`, idle };
}
