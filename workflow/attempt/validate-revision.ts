import type { DrawnRecord, DrawRecord, Revising } from "../../data/ledger/draw-record.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Revisions } from "../../data/ledger/revisions.ts";
import type { Claims } from "../../data/people/claims.ts";
import type { Locale } from "../../data/runtime/environment.ts";
import { formatRevisionNotice } from "../notice/format-revision-notice.ts";
import type { DrawBody } from "../tasks/events.ts";
import { claimWinners } from "./claim-winners.ts";
import { decideRevision } from "./decide-revision.ts";
import { createJudgeClaim } from "./judge-claim.ts";
import type { VisitLog } from "./open-visit-log.ts";
import { requireRevising } from "./require-revising.ts";
import type { SettleDraw } from "./settle-draw.ts";
import { idsOf, selectAgain, type Validation } from "./validation.ts";

/** Takes hold of the replacement and decides the revision: what `Validate Winners` does for a redraw or a void. */
export function createValidateRevision(deps: {
  ledger: Ledger;
  revisions: Revisions;
  claims: Claims;
  trail: VisitLog;
  settleDraw: SettleDraw;
  locale: Locale;
  now: () => Date;
}) {
  const { ledger, revisions, claims, settleDraw, locale, now } = deps;

  const answerDecided = (body: DrawBody, draw: DrawnRecord, revisionId: string): Validation => ({
    body: { ...body, lost: [], pages: [] },
    status: 0,
    ...formatRevisionNotice(draw, revisionId, locale),
  });

  const validate = async (draw: DrawnRecord, revising: Revising, body: DrawBody): Promise<Validation> => {
    const id = revising.revision_id;
    const people = body.winner_details;
    const claimant = { drawId: id, drawNo: draw.draw_no, round: 0, expiresAt: revising.lease_expires_at };
    const isOpen = people.length === 0 || (await revisions.addCandidates(draw, id, idsOf(people)));
    let decided: DrawRecord | undefined;
    if (isOpen) {
      const judgeClaim = createJudgeClaim({ ledger, settleDraw, now });
      const lost = await claimWinners({ claims, judgeClaim, now }, claimant, people);
      if (lost.length > 0 || people.length < body.num_of_winners) return selectAgain(body, lost, 0);
      decided = await decideRevision({ draw, revising, body }, deps);
    }
    const record = decided ?? (await ledger.readOwn(draw.draw_no, draw.draw_id));
    const later = requireRevising(record, id, now());
    if (later.decided) return answerDecided(body, later.draw, id);
    throw new Error(
      `The revision of draw ${draw.draw_no} moved on while it was being decided: validate it again.`,
    );
  };

  return async (draw: DrawRecord, body: DrawBody, revisionId: string): Promise<Validation> => {
    const state = requireRevising(draw, revisionId, now());
    return state.decided
      ? answerDecided(body, state.draw, revisionId)
      : await validate(state.draw, state.revising, body);
  };
}
