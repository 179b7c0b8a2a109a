import pMap from "p-map";
import type { Claims } from "../data/claims.ts";
import { REQUESTS_AT_ONCE } from "../data/concurrency.ts";
import type { DrawingRecord, DrawnRecord, DrawRecord, LostEntrant, Winner } from "../data/draw-record.ts";
import type { Locale } from "../data/environment.ts";
import type { Ledger } from "../data/ledger.ts";
import { LotteryError } from "../data/lottery-error.ts";
import { failDrawOnFinalError } from "./fail-draw.ts";
import { createJudgeClaim } from "./judge-claim.ts";
import { type DrawBody, drawBody, parseEvent } from "./messages.ts";
import { formatNotice } from "./notice/format-notice.ts";
import { leaseBeyond, requireAlive } from "./require-alive.ts";
import type { SettleDraw } from "./settle-draw.ts";

/**
 * The third task: takes hold of the winners and, once all are held, decides the draw by one conditional write. `status`
 * 0 means decided; 1 means that somebody was lost to another draw, and that the gap is to be filled.
 */
export function createValidateWinners({
  ledger,
  claims,
  settleDraw,
  locale,
  now,
}: {
  ledger: Ledger;
  claims: Claims;
  settleDraw: SettleDraw;
  locale: Locale;
  now: () => Date;
}) {
  /** Takes hold of these people; answers those whom another draw has. */
  const claimAll = async (draw: DrawingRecord, people: readonly Winner[]): Promise<LostEntrant[]> => {
    if (people.length === 0) return [];
    if (
      !(await ledger.addCandidates(
        draw,
        people.map(({ employee_id }) => employee_id),
      ))
    )
      return [];
    const judgeClaim = createJudgeClaim({ ledger, settleDraw, now });
    const claimant = {
      drawId: draw.draw_id,
      drawNo: draw.draw_no,
      round: draw.claim_round,
      expiresAt: draw.lease_expires_at,
    };
    const claim = async ({ employee_id, lottery_serial }: Winner): Promise<LostEntrant | undefined> => {
      if (await claims.claim(employee_id, claimant, now())) return undefined;
      const standing = await judgeClaim(await claims.readOne(employee_id), draw.draw_id);
      if (standing.free && (await claims.claim(employee_id, claimant, now(), standing.deadDraw)))
        return undefined;
      const holder = standing.free ? undefined : standing.drawNo;
      return { employee_id, lottery_serial, ...(holder && { draw_no: holder }) };
    };
    const answers = await pMap(people, claim, { concurrency: REQUESTS_AT_ONCE });
    return answers.filter((lost) => lost !== undefined);
  };

  const answerDecided = (body: DrawBody, draw: DrawnRecord) => ({
    body: {
      ...body,
      num_of_winners: draw.num_of_winners,
      winner_details: draw.winners,
      walked: draw.walked,
      lost: [],
      pages: [],
    },
    status: 0 as const,
    ...formatNotice(draw, locale),
  });

  const selectAgain = (body: DrawBody) => ({
    body,
    status: 1 as const,
    sns: "",
    subject: "",
    notice: "",
  });

  const validate = async (draw: DrawingRecord, body: DrawBody) => {
    const people = body.winner_details;
    const claimed = body.claim_round === draw.claim_round ? body.claimed : 0;
    const lost = await claimAll(draw, people.slice(claimed));
    if (lost.length > 0 || people.length < draw.num_of_winners) {
      const lostIds = new Set(lost.map(({ employee_id }) => employee_id));
      const held = people.filter(({ employee_id }) => !lostIds.has(employee_id));
      return selectAgain({
        ...body,
        winner_details: held,
        claimed: held.length,
        claim_round: draw.claim_round,
        lost: [...body.lost, ...lost],
      });
    }
    const decided = await ledger.decide(draw, {
      winners: people,
      lost: body.lost,
      walked: body.walked,
      pages: body.pages,
      drawnAt: now().toISOString(),
      leaseBeyond: leaseBeyond(now()),
    });
    const record = await ledger.readOwn(draw.draw_no, draw.draw_id);
    if (!decided && record.status !== "drawing") await letGoOfLosers(record, people);
    if (record.status === "drawn") return answerDecided(body, record);
    requireAlive(record, now());
    throw new Error(`Draw ${draw.draw_no} moved on while it was being decided: validate it again.`);
  };

  /** Where another run of this task was faster, or the draw has failed, the claims just made are nobody's to keep. */
  const letGoOfLosers = async (record: DrawRecord, claimed: readonly Winner[]) => {
    const winners = new Set(
      record.status === "drawn" ? record.winners.map(({ employee_id }) => employee_id) : [],
    );
    await settleDraw.letGo(
      record,
      new Set(claimed.map(({ employee_id }) => employee_id)).difference(winners),
    );
  };

  const checkWinners = ({ winner_details }: DrawBody, draw: DrawRecord) => {
    const ids = new Set(winner_details.map(({ employee_id }) => employee_id));
    if (ids.size < winner_details.length || winner_details.length > draw.num_of_winners)
      throw new LotteryError(
        "InvalidInput",
        "The winners to validate are too many, or one of them is there twice.",
      );
  };

  return async (event: unknown) => {
    const body = parseEvent(drawBody, event);
    const draw = await ledger.readOwn(body.draw_no, body.draw_id);
    return failDrawOnFinalError(settleDraw, draw, async () => {
      const alive = requireAlive(draw, now());
      if (alive.status === "drawn") return answerDecided(body, alive);
      checkWinners(body, alive);
      return await validate(alive, body);
    });
  };
}
