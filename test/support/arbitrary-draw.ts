import fc from "fast-check";
import type { LostEntrant, Winner } from "../../data/ledger/draw-record.ts";
import type { VisitedPosition } from "../../workflow/draw/eligibility.ts";
import type { ExportedDraw } from "../../workflow/draw/exported-draw.ts";
import { computeReceipt, computeRevisionReceipt } from "../../workflow/draw/receipt.ts";
import { naiveOrder } from "./naive-order.ts";

/** Text that people may write: quotes, control characters, other scripts, half a surrogate pair. */
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.constantFrom('"\\/', "\u0000\b\t\n\f\r\u001f\u007f", "\u2028", "王小明", "🎁", "\ud83c", "<b>&amp;</b>"),
);
const name = text.filter((it) => it.length > 0);

interface Choices {
  seed: Uint8Array;
  size: number;
  wanted: number;
  fates: number[];
  names: string[];
  prize: string | undefined;
  revisions: { isVoid: boolean; count: number; reason: string | undefined; by: string | undefined }[];
}

/** The same draw with new receipts, as a person who forges a record would compute them. */
export function sign(draw: ExportedDraw): ExportedDraw {
  let previous = computeReceipt(draw, draw);
  const receipt = previous;
  const revisions = draw.revisions.map((revision) => {
    previous = computeRevisionReceipt(previous, revision, revision);
    return { ...revision, receipt: previous };
  });
  return { ...draw, receipt, revisions };
}

/** A draw that follows the rules. A number of `fates` determines the outcome at each position. */
function makeDraw({ seed, size, wanted, fates, names, prize, revisions }: Choices): ExportedDraw {
  const order = naiveOrder(seed, size);
  const ever = new Set<string>();
  let step = 0;
  let walked = 0;

  const visit = (count: number) => {
    const found = { positions: [] as VisitedPosition[], lost: [] as LostEntrant[], winners: [] as Winner[] };
    for (let i = 0; i < size && found.winners.length < count; i++) {
      const lottery_serial = order[(walked + i) % size] ?? 0;
      const employee_id = `E${lottery_serial}`;
      const fate = fates[step++ % fates.length] ?? 0;
      const numbered = fate % 2 ? { draw_no: 100 + fate } : {};
      if (ever.has(employee_id))
        found.positions.push({ lottery_serial, outcome: "won", employee_id, draw_no: 7 });
      else if (fate < 2) found.positions.push({ lottery_serial, outcome: "gap" });
      else if (fate < 4) found.positions.push({ lottery_serial, outcome: "left", employee_id });
      else if (fate < 6) found.positions.push({ lottery_serial, outcome: "won", employee_id, ...numbered });
      else if (fate < 8) found.positions.push({ lottery_serial, outcome: "held", employee_id, ...numbered });
      else {
        found.positions.push({ lottery_serial, outcome: "chosen", employee_id });
        if (fate < 10) found.lost.push({ employee_id, lottery_serial, ...numbered });
        else
          found.winners.push({
            employee_id,
            employee_name: names[step % names.length] ?? "?",
            lottery_serial,
          });
      }
    }
    return found;
  };

  const append = ({ positions, winners }: ReturnType<typeof visit>) => {
    walked += positions.length;
    for (const { employee_id } of winners) ever.add(employee_id);
  };

  // If fewer people can win, the draw asks for fewer.
  const first = visit(wanted);
  if (first.winners.length === 0) {
    const last = first.positions.at(-1)?.lottery_serial ?? 0;
    const lucky = { employee_id: `E${last}`, lottery_serial: last };
    first.positions.splice(-1, 1, { ...lucky, outcome: "chosen" });
    first.lost = first.lost.filter(({ lottery_serial }) => lottery_serial !== last);
    first.winners.push({ ...lucky, employee_name: "Lucky" });
  }
  const end = first.positions.findIndex(
    ({ lottery_serial }) => lottery_serial === first.winners.at(-1)?.lottery_serial,
  );
  const beyond = new Set(first.positions.splice(end + 1).map(({ lottery_serial }) => lottery_serial));
  first.lost = first.lost.filter(({ lottery_serial }) => !beyond.has(lottery_serial));
  append(first);
  const current = first.winners.map(({ employee_id }) => employee_id);
  const made: ExportedDraw["revisions"] = [];
  for (const { isVoid, count, reason, by } of revisions) {
    const voided = current.slice(0, isVoid ? current.length : count);
    const found = isVoid ? { positions: [], lost: [], winners: [] } : visit(voided.length);
    if (voided.length === 0 || (!isVoid && found.winners.length < voided.length)) continue;
    append(found);
    current.splice(0, voided.length, ...found.winners.map(({ employee_id }) => employee_id));
    made.push({
      kind: isVoid ? "void" : "redraw",
      ...(by !== undefined && { requested_by: by }),
      ...(reason !== undefined && { reason }),
      revised_at: "2026-02-03T04:05:06.789Z",
      voided,
      ...found,
      receipt: "",
    });
  }
  return sign({
    format: "lottery-draw-v1",
    draw_no: 7,
    draw_id: "draw-7",
    ...(prize !== undefined && { prize }),
    seed: Buffer.from(seed).toString("hex"),
    roster_size: size,
    num_of_winners: first.winners.length,
    drawn_at: "2026-01-02T03:04:05.678Z",
    ...first,
    receipt: "",
    revisions: made,
  });
}

/** Draws that follow the rules, with redraws and voids, small enough to continue past the end of the order. */
export const arbitraryDraw: fc.Arbitrary<ExportedDraw> = fc
  .record({
    seed: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    size: fc.oneof(fc.integer({ min: 3, max: 8 }), fc.integer({ min: 3, max: 30 })),
    wanted: fc.integer({ min: 1, max: 3 }),
    // The last fate always wins, so that every draw finds its winners.
    fates: fc
      .array(fc.integer({ min: 0, max: 19 }), { minLength: 1, maxLength: 40 })
      .map((it) => [...it, 19]),
    names: fc.array(name, { minLength: 1, maxLength: 5 }),
    prize: fc.option(text, { nil: undefined }),
    revisions: fc.array(
      fc.record({
        isVoid: fc.boolean(),
        count: fc.integer({ min: 1, max: 2 }),
        reason: fc.option(text, { nil: undefined }),
        by: fc.option(text, { nil: undefined }),
      }),
      { maxLength: 4 },
    ),
  })
  .map(makeDraw);

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Every way to change one thing in a JSON value: other, missing, more, twice, or in another order. */
export function* changesOf(value: Json): Generator<{ what: string; value: Json }> {
  if (typeof value === "string") {
    yield { what: "longer", value: `${value}x` };
    if (value !== "") yield { what: "emptied", value: "" };
    if (value !== "chosen") yield { what: "chosen", value: "chosen" };
    if (value !== "gap") yield { what: "gap", value: "gap" };
    if (/^[0-9a-f]{64}$/.test(value))
      yield { what: "another digit", value: value.replace(/.$/, (it) => (it === "0" ? "1" : "0")) };
  } else if (typeof value === "number") {
    for (const other of [value + 1, value - 1, value + 0.5, String(value)])
      yield { what: `${other}`, value: other };
  } else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) {
      yield { what: `without ${i}`, value: value.toSpliced(i, 1) };
      yield { what: `${i} twice`, value: value.toSpliced(i, 0, item) };
      if (i > 0)
        yield { what: `${i} before ${i - 1}`, value: value.toSpliced(i - 1, 2, item, value[i - 1] ?? null) };
      for (const change of changesOf(item))
        yield { what: `${i}.${change.what}`, value: value.with(i, change.value) };
    }
  } else if (value !== null && typeof value === "object") {
    yield { what: "unknown field", value: { ...value, more: "x" } };
    for (const [key, item] of Object.entries(value)) {
      const { [key]: _, ...rest } = value;
      yield { what: `without ${key}`, value: rest };
      yield { what: `${key} is null`, value: { ...value, [key]: null } };
      for (const change of changesOf(item))
        yield { what: `${key}.${change.what}`, value: { ...value, [key]: change.value } };
    }
  }
}
