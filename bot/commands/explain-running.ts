import { isInterrupted } from "../messages/failure.ts";
import type { CommandServices } from "./command.ts";

/** So many of the newest draws can be under way. */
const NEWEST_DRAWS = 5;

/** Creates the function that says what the change of a person means for a draw that is under way. */
export function createExplainRunning({
  texts: { exclude: say },
  ledger,
  now,
}: Pick<CommandServices, "texts" | "ledger" | "now">) {
  /** Returns undefined if no draw is under way. */
  return async function explainRunning(): Promise<string | undefined> {
    const { entries } = await ledger.history(NEWEST_DRAWS);
    const running = entries.find(
      ({ draw }) => draw?.status === "drawing" && !isInterrupted(draw, now()),
    )?.draw;
    if (!running) return undefined;
    return (running.beacon === "none" ? say.running : say.runningSealed)(running.draw_no);
  };
}
