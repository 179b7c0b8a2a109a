import { createAnnouncementRequests } from "./announcement-requests.ts";
import { createAttemptRequests } from "./attempt-requests.ts";
import { createClaimRequests } from "./claim-requests.ts";
import { createHistoryRequests } from "./history-requests.ts";
import { createOpeningRequests } from "./opening-requests.ts";
import { createPendingRequests } from "./pending-requests.ts";
import { createSealingRequests } from "./sealing-requests.ts";
import type { Guard, Has } from "./world.ts";

export type Requests = ReturnType<typeof createRequests>;

/** The requests of all processes. Their conditions are those of the code, without the `dropped` ones. */
export function createRequests(dropped: ReadonlySet<Guard>, mails: boolean) {
  const has: Has = (guard, holds) => dropped.has(guard) || holds;
  return {
    ...createOpeningRequests(has),
    ...createAttemptRequests(has),
    ...createPendingRequests(has, mails),
    ...createAnnouncementRequests(has),
    ...createClaimRequests(has),
    ...createSealingRequests(has),
    ...createHistoryRequests(has),
  };
}
