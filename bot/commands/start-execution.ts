import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { log } from "../../data/runtime/log.ts";
import type { DrawRequestInput, RevisionRequestInput } from "../../workflow/attempt/requests.ts";
import { createReadExecution } from "../callback/origin/read-execution.ts";

/** `other`: the same key has started something else before, so nothing was started now. */
export type StartStatus = "started" | "not-confirmed" | "other";

/** Starts a draw or a revision, once for an idempotency key. */
export type StartExecution = (
  idempotencyKey: string,
  request: DrawRequestInput | RevisionRequestInput,
) => Promise<StartStatus>;

/** The execution's name is derived from the idempotency key: a request that is delivered twice starts one execution. */
export function createStartExecution(client: SFNClient, stateMachineArn: string): StartExecution {
  const readExecution = createReadExecution(client, stateMachineArn);

  const start = async (name: string, input: string): Promise<StartStatus> => {
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn, name, input }));
      return "started";
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error;
      const execution = await readExecution(name);
      const isSame = execution && isDeepStrictEqual(JSON.parse(execution.input), JSON.parse(input));
      return isSame ? "started" : "other";
    }
  };

  return async function startExecution(idempotencyKey, request) {
    const name = `slack-${createHash("sha256").update(idempotencyKey).digest("hex").slice(0, 40)}`;
    try {
      return await start(name, JSON.stringify(request));
    } catch (error) {
      log("error", "execution-not-started", {
        draw_id: name,
        error: error instanceof Error ? error.name : "unknown",
      });
      return "not-confirmed";
    }
  };
}
