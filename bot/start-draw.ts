import { createHash } from "node:crypto";
import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { log } from "../data/log.ts";
import type { DrawRequestInput } from "../workflow/messages.ts";

/** Starts a draw; false where AWS did not say that it has. */
export type StartDraw = (triggerId: string, request: DrawRequestInput) => Promise<boolean>;

/** The execution's name comes from Slack's trigger, so the same command delivered twice starts one draw. */
export function createStartDraw(client: SFNClient, stateMachineArn: string): StartDraw {
  return async (triggerId, request) => {
    const name = `slack-${createHash("sha256").update(triggerId).digest("hex").slice(0, 40)}`;
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(request) }));
      return true;
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) return true;
      log("error", "draw-not-started", {
        draw_id: name,
        error: error instanceof Error ? error.name : "unknown",
      });
      return false;
    }
  };
}
