import { z } from "zod";
import { drawRecord } from "../../data/ledger/draw-record.ts";
import type { BeaconTime } from "./real-sealing.ts";
import { type Draw, drawsOf, type Item, type Person, type World } from "./world.ts";

/** The employee id of a person of the model. */
export const idOf = (person: Person) => `E${String(person).padStart(4, "0")}`;
const personOf = (id: string) => Number(id.slice(1));

const item = z.object({
  employee_id: z.string(),
  draw_id: z.string(),
  draw_no: z.number(),
  claim_round: z.number().default(0),
  claim_expires_at: z.number().optional(),
  void: z.literal(true).optional(),
});

/** The part of the tables that the model has. */
export interface Tables {
  draws: unknown[];
  items: unknown;
}

function abstractDraw({ no, id, status, count, round, candidates, winners, ...more }: Draw) {
  const { attempt, revising, revisions, isFinalized, walked, sealing } = more;
  return {
    no,
    id,
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

/** The world of the model, in the form in which it is compared with the tables. */
export function abstractWorld(world: World): Tables {
  const plain = ({ holder, no, round, expires, isVoid }: Item) => ({
    holder,
    no,
    round,
    isClaim: expires !== null,
    isVoid,
  });
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
        const { employee_id, draw_id, draw_no, claim_round, claim_expires_at, ...more } = item.parse(each);
        return [
          String(personOf(employee_id)),
          {
            holder: draw_id,
            no: draw_no,
            round: claim_round,
            isClaim: claim_expires_at !== undefined,
            isVoid: more.void === true,
          },
        ];
      }),
    ),
  };
}
