import type { DrawnRecord, DrawRecord, EndedRecord, FailedRecord } from "../../data/ledger/draw-record.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { coverResult, listPersons } from "./cover-persons.ts";
import type { VisitedPosition } from "./eligibility.ts";
import type { EndedDraw, ExportedDraw, ExportedFailure, ExportedPosition } from "./exported-draw.ts";
import { joinPages } from "./roster-pages.ts";
import { proveSerials } from "./roster-tree.ts";
import { createSalts } from "./salts.ts";

/** Reads the leaves of one page of a sealed roster. */
interface RosterPageReader {
  read(drawId: string, root: string): Promise<Uint8Array>;
}

/** Where an export reads what the record does not contain. */
export interface ExportSources {
  /** `read` of the visit log. */
  readPositions: (drawId: string, pages: readonly string[]) => Promise<VisitedPosition[]>;
  rosterPages: RosterPageReader;
}

function exportCommon(draw: EndedRecord) {
  return {
    draw_no: draw.draw_no,
    draw_id: draw.draw_id,
    ...(draw.prize !== undefined && { prize: draw.prize }),
    rules: draw.rules,
    beacon: draw.beacon,
    seals: draw.seals,
    link_no: draw.link_no,
    link: draw.link,
    num_of_winners: draw.num_of_winners,
  };
}

async function proveRoster(
  { draw_id, roster_pages }: DrawnRecord,
  rosterPages: ExportSources["rosterPages"],
  results: readonly { positions: readonly VisitedPosition[] }[],
): Promise<string[] | undefined> {
  if (!roster_pages) return undefined;
  const pages = await Promise.all(roster_pages.map((root) => rosterPages.read(draw_id, root)));
  const serials = results.flatMap(({ positions }) => positions.map(({ lottery_serial }) => lottery_serial));
  return proveSerials(joinPages(pages), new Set(serials));
}

/** Exports a decided draw with everything that a verification needs. Throws `InvalidItem` for a malformed visit log. */
export async function exportDraw(
  draw: DrawnRecord,
  { readPositions, rosterPages }: ExportSources,
): Promise<ExportedDraw> {
  const { saltOf } = createSalts(draw.salts, draw.roster_size);
  const read = async (pages: readonly string[]): Promise<ExportedPosition[]> =>
    (await readPositions(draw.draw_id, pages)).map((position) => {
      if (position.lottery_serial > draw.roster_size)
        throw new LotteryError(
          "InvalidItem",
          `Draw ${draw.draw_no} has visited a serial outside its roster.`,
        );
      const salt = position.employee_id === undefined ? undefined : saltOf(position.lottery_serial);
      return salt ? { ...position, salt: salt.toString("hex") } : withoutName(position);
    });
  const originals = draw.winners.filter(({ replaces }) => replaces === undefined);
  const result = coverResult(await read(draw.pages), { ...draw, winners: originals });
  const revisions = await Promise.all(
    draw.revisions.map(async (revision) => ({
      kind: revision.kind,
      ...(revision.requested_by !== undefined && { requested_by: revision.requested_by }),
      ...(revision.reason_digest !== undefined && { reason_digest: revision.reason_digest }),
      ...(revision.reason !== undefined && { reason: revision.reason, reason_salt: revision.reason_salt }),
      revised_at: revision.revised_at,
      voided: listPersons(draw, revision.voided),
      ...coverResult(await read(revision.pages), revision),
      receipt: revision.receipt,
    })),
  );
  const proof = await proveRoster(draw, rosterPages, [result, ...revisions]);
  return {
    format: "lottery-draw-v1",
    ...exportCommon(draw),
    ...(draw.beacon !== "none" && { secret: draw.secret, chain: draw.chain, signature: draw.signature }),
    ...(draw.roster_digest !== undefined && { roster_digest: draw.roster_digest, roster_proof: proof }),
    seed: draw.seed,
    roster_size: draw.roster_size,
    drawn_at: draw.drawn_at,
    ...result,
    receipt: draw.receipt,
    revisions,
  };
}

function withoutName({ employee_id: _id, employee_name: _name, ...position }: VisitedPosition) {
  return position;
}

/** Exports a failed draw. */
export function exportFailure(draw: FailedRecord): ExportedFailure {
  return {
    format: "lottery-failure-v1",
    ...exportCommon(draw),
    error: draw.error,
    failed_at: draw.failed_at,
  };
}

/** Exports a draw that has ended. Returns undefined for one that is under way. */
export function exportEnded(
  draw: DrawRecord,
  sources: ExportSources,
): EndedDraw | Promise<EndedDraw> | undefined {
  if (draw.status === "failed") return exportFailure(draw);
  return draw.status === "drawn" ? exportDraw(draw, sources) : undefined;
}
