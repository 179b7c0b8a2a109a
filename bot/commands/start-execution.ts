import { createHash } from "node:crypto";
import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { log } from "../../data/runtime/log.ts";
import type { DrawRequestInput, RevisionRequestInput } from "../../workflow/tasks/events.ts";

/** Starts a draw or a revision; false where AWS did not say that it has. */
export type StartExecution = (
  occasion: string,
  request: DrawRequestInput | RevisionRequestInput,
) => Promise<boolean>;

/** The execution's name comes from the occasion, Slack's trigger say: the same one delivered twice starts one. */
export function createStartExecution(client: SFNClient, stateMachineArn: string): StartExecution {
  return async (occasion, request) => {
    const name = `slack-${createHash("sha256").update(occasion).digest("hex").slice(0, 40)}`;
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
