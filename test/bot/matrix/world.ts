import { employeeItem } from "../../support/start-dynamodb.ts";
import { type Lottery, startLottery } from "../../support/start-lottery.ts";
import { ADDED_OPERATOR, MEMBER, OPERATOR } from "./open-bot.ts";
import { storePlans } from "./planned-imports.ts";

/** A lottery in which every command has something to do. */
export interface World {
  lottery: Lottery;
  /** The employee ids of the winners of draw 1. */
  winners: readonly string[];
}

const PEOPLE = 9;

const roster = Array.from({ length: PEOPLE }, (_, i) =>
  employeeItem(i + 1, {
    department: i % 2 === 0 ? "Sales" : "IT",
    ...(i === 0 && { slack_user_id: MEMBER }),
    ...(i === 5 && { excluded_until: "always", excluded_reason: "on leave" }),
  }),
);

/**
 * Starts a lottery with a named campaign and a list of prizes. Draw 1 has two winners, one of whom has got the prize; draw 2
 * has failed, draw 3 is void, and draw 4 is in progress. One operator was added in Slack. Two imports are
 * planned.
 */
export async function startWorld(): Promise<World> {
  const lottery = await startLottery({ roster });
  const { ledger, clock } = lottery;
  const at = clock.now();
  await ledger.campaigns.rename(await ledger.campaigns.readCurrent(), "Party");
  await ledger.campaigns.setPrizes(await ledger.campaigns.readCurrent(), [
    { prize_id: "p1", name: "Lamp", quantity: 3 },
    { prize_id: "p2", name: "Sofa", quantity: 1, value: "900 €" },
  ]);
  const { body } = await lottery.draw(2, { prize: "Lamp", channel_id: "C0LOTTERY", requested_by: OPERATOR });
  const winners = body.winner_details.map(({ employee_id }) => employee_id);
  await lottery.attempt(100);
  await lottery.draw(1, { requested_by: OPERATOR });
  await lottery.revise({ kind: "void", draw_no: 3 });
  await lottery.open(1);
  await ledger.handOvers.mark(1, winners[0] ?? "", { handed_at: at.toISOString(), handed_by: OPERATOR });
  await storePlans(lottery);
  await ledger.operators.add({ userId: ADDED_OPERATOR, by: OPERATOR, at, id: "first" });
  return { lottery, winners };
}
