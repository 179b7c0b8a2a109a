import type { Execution } from "../../services/step-functions/execution.ts";
import type { Faults } from "./faults.ts";
import type { Feed } from "./feed.ts";

/** What the page shows of the services behind the bot, and how its user can change them. */
export interface Inspector {
  feeds: readonly Feed[];
  faults: Faults;
  findExecution(name: string): Execution | undefined;
  /** Restores the state of a new stack. */
  reset(): Promise<void>;
}
