import { z } from "zod";
import { drawRecord } from "../../data/ledger/draw-record.ts";
import { campaignOf } from "../../data/ledger/rules.ts";
import type { BeaconTime } from "./real-sealing.ts";
import { type Draw, drawsOf, type Item, type Person, type World } from "./world.ts";

/** The employee id of a person of the model. */
export const idOf = (person: Person) => `E${String(person).padStart(4, "0")}`;
const personOf = (id: string) => Number(id.slice(1));

const win = z.object({ draw_id: z.string(), draw_no: z.number(), campaign_no: z.number() });

const item = z.object({
  employee_id: z.string(),
  ...win.shape,
  wins: z.array(win).default([]),
  claim_round: z.number().default(0),
  claim_expires_at: z.number().optional(),
  held_until: z.number().optional(),
  void: z.literal(true).optional(),
});

/** The part of the tables that the model has. */
export interface Tables {
  draws: unknown[];
  items: unknown;
}

function abstractDraw({ no, id, status, count, round, candidates, winners, ...more }: Draw) {
  const { campaign, again, attempt, revising, revisions, isFinalized, walked, sealing } = more;
  return {
    no,
    id,
    campaign,
    again,
    status,
    count,
    round,
    candidates,
    winners: winners.map(({ person, isVoid }) => ({ person, isVoid })),
    attempt,
    revising,
    revisions: revisions.map(({ id, voided, winner }) => ({ id, voided, winner })),
    isFinalized,
    walked,
    sealing: sealing && { seals: sealing.seals, hasSeed: sealing.seed !== null },
  };
}

function abstractWin({ draw_id: holder, draw_no: no, campaign_no: campaign }: z.output<typeof win>) {
  return { holder, no, campaign };
}

/** The world of the model, in the form in which it is compared with the tables. */
export function abstractWorld(world: World): Tables {
  const plain = ({ expires, ...item }: Item) => ({ ...item, isClaim: expires !== null });
  return {
    draws: drawsOf(world).map(abstractDraw),
    items: Object.fromEntries(Object.entries(world.items).map(([person, each]) => [person, plain(each)])),
  };
}

/** The tables of the code, in the form in which they are compared with the world of the model. */
export function abstractTables(
  draws: readonly Record<string, unknown>[],
  winners: readonly Record<string, unknown>[],
  beaconTime: BeaconTime,
): Tables {
  const records = draws
    .filter(({ ledger }) => ledger === "draws")
    .map((each) => drawRecord.parse(each))
    .sort((a, b) => a.draw_no - b.draw_no);
  return {
    draws: records.map((record) => {
      const drawn = record.status === "drawn" ? record : undefined;
      const voided = (ids: readonly string[]) => personOf(ids[0] ?? "");
      return {
        no: record.draw_no,
        id: record.draw_id,
        campaign: campaignOf(record.rules),
        again: record.rules.again === true,
        status: record.status,
        count: record.num_of_winners,
        round: record.claim_round,
        candidates: [...record.candidates].map(personOf).sort((a, b) => a - b),
        winners: (drawn?.winners ?? []).map((win) => ({
          person: personOf(win.employee_id),
          isVoid: win.void !== undefined,
        })),
        attempt: record.attempt_id ?? null,
        revising: drawn?.revising ? voided(drawn.revising.voided) : null,
        revisions: (drawn?.revisions ?? []).map((revision) => ({
          id: revision.revision_id,
          voided: voided(revision.voided),
          winner: personOf(revision.winners[0]?.employee_id ?? ""),
        })),
        isFinalized:
          record.status === "failed" ? record.claims_released === true : drawn?.claims_final === true,
        walked: drawn?.walked ?? 0,
        sealing:
          record.beacon === "none"
            ? null
            : { seals: record.seals.map(beaconTime.toModel), hasSeed: record.seed !== undefined },
      };
    }),
    items: Object.fromEntries(
      winners.map((each) => {
        const { employee_id, wins, claim_round, claim_expires_at, held_until, ...more } = item.parse(each);
        return [
          String(personOf(employee_id)),
          {
            ...abstractWin(more),
            round: claim_round,
            isKept: held_until !== undefined,
            isVoid: more.void === true,
            wins: wins.map(abstractWin),
            isClaim: (held_until ?? claim_expires_at) !== undefined,
          },
        ];
      }),
    ),
  };
}
