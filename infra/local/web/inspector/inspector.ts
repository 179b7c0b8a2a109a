import type { Execution } from "../../services/step-functions/execution.ts";
import type { Faults } from "./faults.ts";
import type { Feed } from "./feed.ts";

/** What happens behind the bot, for the page to show, and what a visitor may do to it. */
export interface Inspector {
  feeds: readonly Feed[];
  faults: Faults;
  /** By its name. */
  findExecution(name: string): Execution | undefined;
  /** Makes everything as it was at the start. */
  reset(): Promise<void>;
}
