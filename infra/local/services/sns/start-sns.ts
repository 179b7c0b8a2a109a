import { type Listening, listen } from "../../http/listen.ts";
import { formatFunctionArn, topicArn } from "../../settings/arns.ts";
import type { LocalSettings } from "../../settings/settings.ts";
import type { Faults } from "../../web/inspector/faults.ts";
import type { FunctionRunner } from "../lambda/run-functions.ts";
import type { Mail } from "../mail/mail.ts";
import type { Store } from "../store/store.ts";
import { createSns, type Sns } from "./sns.ts";

interface StartSnsOptions {
  settings: LocalSettings;
  store: Store;
  faults: Faults;
  functions: Pick<FunctionRunner, "runCallback">;
  mail: Pick<Mail, "send">;
  /** ms before each further delivery of a message. */
  retryDelays: readonly number[];
  log(line: string): void;
}

/** Serves SNS with the notification topic, to which the callback and the configured email addresses are subscribed. */
export async function startSns(
  resources: AsyncDisposableStack,
  { settings, store, faults, functions, mail, retryDelays, log }: StartSnsOptions,
): Promise<{ sns: Sns; server: Listening["server"]; url: string }> {
  const sns = createSns({
    topicArn,
    deliver: { lambda: (_functionArn, event) => functions.runCallback(event), email: mail.send },
    log,
    retryDelays,
    isDown: () => faults.isOn("sns-down"),
    store,
  });
  sns.declare([
    { protocol: "lambda", endpoint: formatFunctionArn("Callback") },
    ...settings.LOTTERY_EMAILS.map((endpoint) => ({ protocol: "email" as const, endpoint })),
  ]);
  resources.defer(() => sns.close());
  const { server, port, close } = await listen(
    sns.app,
    { port: settings.SNS_PORT, purpose: "SNS", variable: "SNS_PORT" },
    store.confirmed,
  );
  resources.defer(close);
  return { sns, server, url: `http://localhost:${port}` };
}
