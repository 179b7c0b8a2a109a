import fc from "fast-check";
import type {
  EndedDraw,
  ExportedDraw,
  ExportedFailure,
  ExportedPosition,
} from "../../workflow/draw/exported-draw.ts";
import { computeLink, FIRST_LINK } from "../../workflow/draw/history-link.ts";
import { orderSerials } from "../../workflow/draw/order.ts";
import { computeFailureReceipt } from "../../workflow/draw/receipt.ts";
import { createSealedRoster } from "./sealed-roster.ts";
import { sign } from "./sign-draw.ts";

const SIZE = 12;

/** What happens in a lottery, one after the other. `pick` chooses a draw that was made before. */
type LotteryEvent =
  | { kind: "draw"; wanted: number; lag: number }
  | { kind: "fail"; lag: number }
  | { kind: "redraw" | "void"; pick: number };

const roster = createSealedRoster(SIZE, (serial) => ({
  employee_id: `E${serial}`,
  employee_name: `Name ${serial}`,
  sealed_as: "free",
}));

/** The person with a serial, as a draw without a beacon names them. */
export function personAt(serial: number) {
  const { sealed_as: _, ...person } = roster.personAt(serial);
  return person;
}

type Result = Pick<ExportedDraw, "positions" | "lost" | "winners">;

/** Draws of twelve people in which everything follows the rules. An hour passes between two events. */
export function simulateLedger(events: readonly LotteryEvent[]): EndedDraw[] {
  const draws: EndedDraw[] = [];
  const links = [FIRST_LINK];
  /** Who has a win that counts, and in which draw. */
  const holders = new Map<string, number>();
  let hours = 0;

  const visit = (
    draw: { draw_no: number; seed: string },
    from: number,
    count: number,
    past: Set<string>,
  ): Result => {
    const order = [...orderSerials(Buffer.from(draw.seed, "hex"), SIZE)];
    const positions: ExportedPosition[] = [];
    const winners: Result["winners"] = [];
    for (let i = 0; i < SIZE && winners.length < count; i++) {
      const lottery_serial = order[(from + i) % SIZE] ?? 0;
      const person = personAt(lottery_serial);
      const holder = past.has(person.employee_id) ? draw.draw_no : holders.get(person.employee_id);
      if (holder !== undefined)
        positions.push({ lottery_serial, outcome: "won", ...person, draw_no: holder });
      else {
        positions.push({ lottery_serial, outcome: "chosen", ...person });
        winners.push({ lottery_serial, person: person.person });
      }
    }
    return { positions, lost: [], winners };
  };

  const idOf = (person: string) =>
    Array.from({ length: SIZE }, (_, i) => personAt(i + 1)).find((each) => each.person === person)
      ?.employee_id ?? "";

  const open = (lag: number) => {
    const draw_no = draws.length + 1;
    const link_no = Math.max(0, draw_no - 1 - lag);
    return {
      draw_no,
      draw_id: `draw-${draw_no}`,
      rules: {},
      beacon: "none" as const,
      seals: [],
      link_no,
      link: links[link_no] ?? "",
    };
  };

  const close = (draw: EndedDraw, receipt: string) => {
    links[draw.draw_no] = computeLink(links[draw.draw_no - 1] ?? "", receipt);
    draws.push(draw);
  };

  const fail = (lag: number, num_of_winners: number, time: string) => {
    const failure: ExportedFailure = {
      format: "lottery-failure-v1",
      ...open(lag),
      num_of_winners,
      error: "NotEnoughEntrants",
      failed_at: time,
    };
    close(failure, computeFailureReceipt(failure));
  };

  for (const event of events) {
    const time = new Date(Date.UTC(2026, 0, 1, 2 * hours++)).toISOString();
    if (event.kind === "fail") fail(event.lag, 1, time);
    else if (event.kind === "draw") {
      const common = open(event.lag);
      const seed = common.draw_no.toString(16).padStart(64, "0");
      const result = visit({ ...common, seed }, 0, event.wanted, new Set());
      if (result.winners.length < event.wanted) fail(event.lag, event.wanted, time);
      else {
        const draw = sign({
          format: "lottery-draw-v1",
          ...common,
          seed,
          roster_size: SIZE,
          num_of_winners: event.wanted,
          drawn_at: time,
          ...result,
          receipt: "",
          revisions: [],
        });
        for (const { person } of result.winners) holders.set(idOf(person), draw.draw_no);
        close(draw, draw.receipt);
      }
    } else {
      const index = event.pick % Math.max(1, draws.length);
      const draw = draws[index];
      if (draw?.format !== "lottery-draw-v1") continue;
      const all = [draw, ...draw.revisions].flatMap(({ winners }) => winners.map(({ person }) => person));
      const current = all.filter((person) => !draw.revisions.some(({ voided }) => voided.includes(person)));
      const voided = event.kind === "void" ? current : current.slice(0, 1);
      if (voided.length === 0) continue;
      const visited = [draw, ...draw.revisions].reduce((sum, { positions }) => sum + positions.length, 0);
      const found: Result =
        event.kind === "void"
          ? { positions: [], lost: [], winners: [] }
          : visit(draw, visited, 1, new Set(all.map(idOf)));
      if (event.kind === "redraw" && found.winners.length === 0) continue;
      for (const person of voided) holders.delete(idOf(person));
      for (const { person } of found.winners) holders.set(idOf(person), draw.draw_no);
      const revision = { kind: event.kind, revised_at: time, voided, ...found, receipt: "" };
      draws[index] = sign({ ...draw, revisions: [...draw.revisions, revision] });
    }
  }
  return draws;
}

const lag = fc.integer({ min: 0, max: 2 });

/** Ledgers in which everything follows the rules. */
export const arbitraryLedger: fc.Arbitrary<EndedDraw[]> = fc
  .array(
    fc.oneof(
      fc.record({ kind: fc.constant("draw" as const), wanted: fc.integer({ min: 1, max: 3 }), lag }),
      fc.record({ kind: fc.constant("fail" as const), lag }),
      fc.record({ kind: fc.constantFrom("redraw" as const, "void" as const), pick: fc.nat(20) }),
    ),
    { minLength: 1, maxLength: 14 },
  )
  .map((events) => simulateLedger([{ kind: "draw", wanted: 1, lag: 0 }, ...events]));
