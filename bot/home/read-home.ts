import type { CommandLedger } from "../../data/ledger/command-ledger.ts";
import type { HistoryPage } from "../../data/ledger/history.ts";
import type { ReadClaim } from "../../data/people/read-claim.ts";
import type { Roster } from "../../data/people/roster.ts";
import { log } from "../../data/runtime/log.ts";
import { type CountedCampaign, createReadCampaign } from "../commands/read-campaign.ts";
import type { CatalogEntry, Registry } from "../commands/registry.ts";
import { createFindViewer, type Viewer } from "./find-viewer.ts";
import { createReadStanding, type Standing } from "./read-standing.ts";

/** So many of the newest draws are shown. */
const SHOWN_DRAWS = 5;

/** What the Home tab shows to one person. A part is undefined if it could not be read. */
export interface HomeContent {
  counted: CountedCampaign | undefined;
  /** The newest draws, also those in progress. */
  draws: HistoryPage | undefined;
  viewer: Viewer | undefined;
  /** Of a viewer who is on the roster. */
  standing: Standing | undefined;
  /** What the person may use. */
  commands: readonly CatalogEntry[];
  at: Date;
}

/** Reads a part of the tab. An error is logged by its name, and the other parts are shown. */
async function readPart<Part>(part: string, read: Promise<Part>): Promise<Part | undefined> {
  try {
    return await read;
  } catch (error) {
    log("error", "home-part-failed", { part, error: error instanceof Error ? error.name : "unknown" });
    return undefined;
  }
}

/** Creates the function that reads the Home tab. Its cost does not grow with the number of draws. */
export function createReadHome({
  ledger,
  readClaim,
  roster,
  registry,
  now,
}: {
  ledger: CommandLedger;
  readClaim: ReadClaim;
  roster: Pick<Roster, "findById" | "findBySlackId">;
  registry: Pick<Registry, "listUsable">;
  now: () => Date;
}) {
  const readCampaign = createReadCampaign({ ledger });
  const findViewer = createFindViewer({ roster });
  const readStanding = createReadStanding({ ledger, readClaim, now });

  /** `remembered` is the employee id of this person when the tab was published before. */
  return async function readHome(userId: string, remembered: string | undefined): Promise<HomeContent> {
    const at = now();
    const campaign = readPart("campaign", readCampaign());
    const draws = readPart("draws", ledger.history(SHOWN_DRAWS));
    const commands = readPart("commands", registry.listUsable(userId));
    const findSelf = async () => {
      const newest = (await draws)?.entries.find(({ draw }) => draw)?.draw;
      return findViewer(userId, { remembered, rosterSize: newest?.roster_size ?? 0 });
    };
    const viewer = await readPart("viewer", findSelf());
    const counted = await campaign;
    const standing =
      viewer?.kind === "found" && counted
        ? await readPart("standing", readStanding(viewer.employee, counted.campaign.campaign_no))
        : undefined;
    return { counted, draws: await draws, viewer, standing, commands: (await commands) ?? [], at };
  };
}
