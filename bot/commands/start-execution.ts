import { createHash } from "node:crypto";
import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { log } from "../../data/runtime/log.ts";
import type { DrawRequestInput, RevisionRequestInput } from "../../workflow/attempt/requests.ts";

/** Starts a draw or a revision. Returns false if AWS did not confirm that. */
export type StartExecution = (
  idempotencyKey: string,
  request: DrawRequestInput | RevisionRequestInput,
) => Promise<boolean>;

/** The execution's name is derived from the idempotency key: a request that is delivered twice starts one execution. */
export function createStartExecution(client: SFNClient, stateMachineArn: string): StartExecution {
  return async function startExecution(idempotencyKey, request) {
    const name = `slack-${createHash("sha256").update(idempotencyKey).digest("hex").slice(0, 40)}`;
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(request) }));
      return true;
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) return true;
      log("error", "execution-not-started", {
        draw_id: name,
        error: error instanceof Error ? error.name : "unknown",
      });
      return false;
    }
  };
}
