import type { CommandLedger } from "../../data/ledger/command-ledger.ts";
import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import { campaignOf } from "../../data/ledger/rules.ts";
import { type Claim, type Win, winsOf } from "../../data/people/claim.ts";
import type { Employee } from "../../data/people/employee.ts";
import type { ReadClaim } from "../../data/people/read-claim.ts";
import { type ClaimStatus, classifyClaim, findDrawToRead } from "../../workflow/draw/classify-claim.ts";
import { classifyPosition, type Outcome, type OutcomeFacts } from "../../workflow/draw/eligibility.ts";

/** So many wins are shown with their draws. */
const SHOWN_WINS = 5;

/** The outcomes with which an employee cannot win a draw without rules. */
export type ObstacleOutcome = Exclude<
  Outcome,
  "chosen" | "held" | "changed" | "gap" | "department" | "joined"
>;

/** Why somebody cannot win at present, as a draw would see it. `draw_no` is of a win of this campaign. */
export interface Obstacle extends OutcomeFacts {
  outcome: ObstacleOutcome;
}

/** A win that is not void. */
export interface OwnWin {
  /** Undefined if the win is older than the ledger. */
  drawNo: number | undefined;
  prize: string | undefined;
  /** ISO 8601. */
  wonAt: string | undefined;
  /** The name of the campaign if it is not the current one; empty if it has none. */
  earlierCampaign: string | undefined;
}

/** What a person has won, and whether they can win a draw without rules of its own. */
export interface Standing {
  obstacle: Obstacle | undefined;
  /** Newest first. */
  wins: OwnWin[];
  /** How many wins are not shown. */
  more: number;
}

/** The reason of an outcome. Who is claimed by a draw in progress can win: the draw announces whether they have. */
function findObstacle(
  employee: Employee,
  claim: ClaimStatus,
  campaignNo: number,
  now: Date,
): Obstacle | undefined {
  const { outcome, draw_no, excluded_until } = classifyPosition(
    employee.lottery_serial,
    { kind: "employee", employee, person: "" },
    claim,
    { drawNo: 0, pastWinners: new Set(), rules: { campaign: { no: campaignNo } }, at: now },
  );
  switch (outcome) {
    case "chosen":
    case "held":
      return undefined;
    case "changed":
    case "gap":
    case "department":
    case "joined":
      // The first two have no person. Only the rules of a draw exclude by the others, and there are none here.
      return undefined;
    default:
      return {
        outcome,
        ...(draw_no !== undefined && { draw_no }),
        ...(excluded_until !== undefined && { excluded_until }),
      };
  }
}

/** Creates the function that reads a person's wins. Its cost does not grow with the number of draws. */
export function createReadStanding({
  ledger,
  readClaim,
  now,
}: {
  ledger: Pick<CommandLedger, "read">;
  readClaim: ReadClaim;
  now: () => Date;
}) {
  /** The wins of an item, newest first. The claim of a decided draw is a win, too. */
  const listWins = (item: Claim | undefined, held: ClaimStatus): Win[] => {
    if (!item) return [];
    const wins = winsOf(item).toReversed();
    const isNewWin = held.status === "won" && !wins.some(({ draw_no }) => draw_no === held.drawNo);
    return isNewWin ? [{ draw_no: held.drawNo, campaign_no: item.campaign_no }, ...wins] : wins;
  };

  const describeWin = (
    { draw_no: drawNo, won_at: wonAt, campaign_no = 1 }: Win,
    draw: DrawRecord | undefined,
    campaignNo: number,
  ): OwnWin => {
    const campaign = draw ? campaignOf(draw.rules) : campaign_no;
    return {
      drawNo,
      prize: draw?.prize,
      wonAt: draw?.status === "drawn" ? draw.drawn_at : wonAt,
      earlierCampaign: campaign === campaignNo ? undefined : (draw?.rules.campaign?.name ?? ""),
    };
  };

  /** Throws `InvalidItem`. */
  return async function readStanding(employee: Employee, campaignNo: number): Promise<Standing> {
    const item = await readClaim(employee.employee_id);
    const toRead = findDrawToRead(item, "");
    const holder = toRead === undefined ? undefined : await ledger.read(toRead);
    const scope = { campaignNo, again: false };
    const claim = classifyClaim(item, holder, { attemptId: "", scope, now: now() });
    const wins = listWins(item, claim);
    const shown = await Promise.all(
      wins.slice(0, SHOWN_WINS).map(async (win) => ({
        win,
        draw: win.draw_no === undefined ? undefined : await ledger.read(win.draw_no),
      })),
    );
    // The item of a cancelled win may not be marked as void yet.
    const isCancelled = ({ draw }: (typeof shown)[number]) =>
      draw?.status === "drawn" &&
      draw.winners.some((winner) => winner.employee_id === employee.employee_id && winner.void);
    const cancelled = shown.filter(isCancelled);
    const isFree = claim.status === "won" && cancelled.some(({ draw }) => draw?.draw_no === claim.drawNo);
    return {
      obstacle: findObstacle(employee, isFree ? { status: "free" } : claim, campaignNo, now()),
      wins: shown
        .filter((each) => !isCancelled(each))
        .map(({ win, draw }) => describeWin(win, draw, campaignNo)),
      more: Math.max(wins.length - SHOWN_WINS, 0),
    };
  };
}
