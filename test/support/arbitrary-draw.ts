import fc from "fast-check";
import type { Seal, SealedAs } from "../../data/ledger/sealing.ts";
import { quicknet } from "../../data/runtime/beacon-chain.ts";
import { roundTime } from "../../workflow/beacon/chain.ts";
import type { ExportedDraw, ExportedPosition } from "../../workflow/draw/exported-draw.ts";
import { computeReasonDigest } from "../../workflow/draw/person.ts";
import { computeSeed } from "../../workflow/draw/seal.ts";
import { publishedRounds } from "../workflow/beacon/published-rounds.ts";
import { anyCharacter } from "./any-character.ts";
import { naiveOrder } from "./naive-order.ts";
import { createSealedRoster } from "./sealed-roster.ts";
import { seal } from "./sign-draw.ts";

/** Text that people may write: quotes, control characters, other scripts, half a surrogate pair. */
const text = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 8 }),
  fc.constantFrom('"\\/', "\u0000\b\t\n\f\r\u001f\u007f", "\u2028", "王小明", "🎁", "\ud83c", "<b>&amp;</b>"),
);
const name = text.filter((it) => it.length > 0);

/** What is on the roster at a serial. */
type Kind = SealedAs | "gap";

interface Choices {
  secret: Uint8Array;
  size: number;
  wanted: number;
  fates: number[];
  kinds: Kind[];
  names: string[];
  prize: string | undefined;
  erased: number[];
  link_no: number;
  sealing:
    | { published: readonly [round: number, signature: string]; earlier: boolean[]; isPosted: boolean }
    | undefined;
  revisions: { isVoid: boolean; count: number; reason: string | undefined; by: string | undefined }[];
}

type Found = Pick<ExportedDraw, "positions" | "lost" | "winners">;

const REASON_SALT = "0f".repeat(16);

/** A Slack timestamp so many seconds after the round is published. */
const postedAfter = (round: number, seconds: number) =>
  `${roundTime(quicknet, round) / 1_000 + seconds}.000100`;

/** The seals of a draw, without their digests: earlier ones were posted too late, or nobody knows when. */
function makeSeals({ published: [round], earlier, isPosted }: NonNullable<Choices["sealing"]>): Seal[] {
  const replaced = (isPosted ? earlier : []).map((isLate, i): Seal => {
    const before = round - 10 * (earlier.length - i);
    return { round: before, seal: "", ...(isLate && { message_ts: postedAfter(before, i) }) };
  });
  return [...replaced, { round, seal: "", ...(isPosted && { message_ts: postedAfter(round, -10) }) }];
}

/** Removes the plain text of people, as `npm run erase` does. */
function erase(positions: readonly ExportedPosition[], erased: readonly number[]): ExportedPosition[] {
  return positions.map((position) => {
    if (!erased.includes(position.lottery_serial)) return position;
    const { salt: _, employee_id: _i, employee_name: _n, ...rest } = position;
    return rest;
  });
}

/** A draw that follows the rules. A number of `fates` determines the outcome at each position. */
function makeDraw(choices: Choices): ExportedDraw {
  const { size, wanted, fates, kinds, names, prize, sealing, revisions } = choices;
  const secret = Buffer.from(choices.secret).toString("hex");
  const seed = sealing ? computeSeed(secret, sealing.published[1]) : secret;
  const order = naiveOrder(Buffer.from(seed, "hex"), size);
  const lucky = new Set<number>();
  const kindAt = (index: number, serial: number): Kind =>
    lucky.has(serial) ? "free" : (kinds[index % kinds.length] ?? "free");
  const entryOf = (serial: number, kind: Kind) =>
    kind === "gap"
      ? undefined
      : { employee_id: `E${serial}`, employee_name: names[serial % names.length] ?? "?", sealed_as: kind };
  const roster = createSealedRoster(size, (serial) => entryOf(serial, kindAt(serial, serial)));
  const pastWinners = new Set<string>();
  let step = 0;
  let walked = 0;

  const nameAt = (serial: number) => {
    if (sealing) return roster.personAt(serial);
    const { personAt } = createSealedRoster(size, () => entryOf(serial, "free"));
    const { sealed_as: _, ...person } = personAt(serial);
    return person;
  };

  /** The outcome at a position by its fate. A sealed roster stays as it is; any other one changes all the time. */
  const decide = (serial: number, isOwn: boolean) => {
    const fate = fates[step % fates.length] ?? 0;
    const kind = sealing ? kindAt(serial, serial) : kindAt(step, serial);
    step++;
    const isPast = kind !== "gap" && pastWinners.has(nameAt(serial).person);
    if (!isOwn && fate < 2) return { outcome: "changed" } as const;
    if (isPast) return { outcome: "won", draw_no: 7 } as const;
    if (kind === "gap") return { outcome: "gap" } as const;
    if (isOwn ? kind === "left" : fate < (kind === "left" ? 12 : 4)) return { outcome: "left" } as const;
    const numbered = fate % 2 || kind === "free" ? { draw_no: 100 + fate } : {};
    if (fate < 5) return { outcome: "won", ...numbered } as const;
    if (fate < 8) return { outcome: "held", ...numbered } as const;
    return { outcome: "chosen", isLost: fate < 10, ...numbered } as const;
  };

  const visit = (count: number, isOwn: boolean): Found => {
    const found: Found = { positions: [], lost: [], winners: [] };
    for (let i = 0; i < size && found.winners.length < count; i++) {
      const lottery_serial = order[(walked + i) % size] ?? 0;
      const { outcome, ...more } = decide(lottery_serial, isOwn);
      if (outcome === "gap") found.positions.push({ lottery_serial, outcome });
      else if (outcome === "changed")
        found.positions.push({
          lottery_serial,
          outcome,
          ...(sealing && { leaf: roster.leafAt(lottery_serial).toString("hex") }),
        });
      else {
        const named = nameAt(lottery_serial);
        const covered = { lottery_serial, person: named.person };
        const numbered = "draw_no" in more ? { draw_no: more.draw_no } : {};
        found.positions.push({
          lottery_serial,
          outcome,
          ...named,
          ...(outcome !== "chosen" && outcome !== "left" && numbered),
        });
        if ("isLost" in more && more.isLost) found.lost.push({ ...covered, ...numbered });
        else if (outcome === "chosen") found.winners.push(covered);
      }
    }
    return found;
  };

  const append = ({ positions, winners }: Found) => {
    walked += positions.length;
    for (const { person } of winners) pastWinners.add(person);
  };

  // If fewer people can win, the draw asks for fewer.
  const first = visit(wanted, true);
  if (first.winners.length === 0) {
    const lottery_serial = first.positions.at(-1)?.lottery_serial ?? 0;
    lucky.add(lottery_serial);
    const named = nameAt(lottery_serial);
    first.positions.splice(-1, 1, { lottery_serial, outcome: "chosen", ...named });
    first.lost = first.lost.filter((each) => each.lottery_serial !== lottery_serial);
    first.winners.push({ lottery_serial, person: named.person });
  }
  const end = first.positions.findIndex(
    ({ lottery_serial }) => lottery_serial === first.winners.at(-1)?.lottery_serial,
  );
  const beyond = new Set(first.positions.splice(end + 1).map(({ lottery_serial }) => lottery_serial));
  first.lost = first.lost.filter(({ lottery_serial }) => !beyond.has(lottery_serial));
  append(first);
  const current = first.winners.map(({ person }) => person);
  const made: ExportedDraw["revisions"] = [];
  for (const { isVoid, count, reason, by } of revisions) {
    const voided = current.slice(0, isVoid ? current.length : count);
    const found = isVoid ? { positions: [], lost: [], winners: [] } : visit(voided.length, false);
    if (voided.length === 0 || (!isVoid && found.winners.length < voided.length)) continue;
    append(found);
    current.splice(0, voided.length, ...found.winners.map(({ person }) => person));
    made.push({
      kind: isVoid ? "void" : "redraw",
      ...(by !== undefined && { requested_by: by }),
      ...(reason !== undefined && {
        reason_digest: computeReasonDigest(Buffer.from(REASON_SALT, "hex"), reason),
        ...(choices.erased.length === 0 && { reason, reason_salt: REASON_SALT }),
      }),
      revised_at: "2026-02-03T04:05:06.789Z",
      voided,
      ...found,
      receipt: "",
    });
  }
  return seal({
    format: "lottery-draw-v1",
    draw_no: 7,
    draw_id: "draw-7",
    ...(prize !== undefined && { prize }),
    rules: {},
    beacon: sealing ? "drand" : "none",
    ...(sealing && {
      secret,
      chain: quicknet.hash,
      signature: sealing.published[1],
      roster_digest: roster.digest(),
      roster_proof: roster.prove([first, ...made]),
    }),
    seals: sealing ? makeSeals(sealing) : [],
    link_no: choices.link_no,
    link: (choices.link_no ? "1a" : "00").repeat(32),
    seed,
    roster_size: size,
    num_of_winners: first.winners.length,
    drawn_at: "2026-01-02T03:04:05.678Z",
    ...first,
    positions: erase(first.positions, choices.erased),
    receipt: "",
    revisions: made.map((each) => ({ ...each, positions: erase(each.positions, choices.erased) })),
  });
}

/** Draws that follow the rules, with redraws and voids, small enough to continue past the end of the order. */
export const arbitraryDraw: fc.Arbitrary<ExportedDraw> = fc
  .record({
    secret: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    size: fc.oneof(fc.integer({ min: 3, max: 8 }), fc.integer({ min: 3, max: 30 })),
    wanted: fc.integer({ min: 1, max: 3 }),
    // The last fate always wins, so that every draw finds its winners.
    fates: fc
      .array(fc.integer({ min: 0, max: 19 }), { minLength: 1, maxLength: 40 })
      .map((it) => [...it, 19]),
    kinds: fc
      .array(fc.constantFrom<Kind[]>("gap", "left", "taken", "free", "free"), { maxLength: 20 })
      .map((it): Kind[] => [...it, "free"]),
    names: fc.array(name, { minLength: 1, maxLength: 5 }),
    prize: fc.option(text, { nil: undefined }),
    erased: fc.oneof(fc.constant<number[]>([]), fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 8 })),
    link_no: fc.integer({ min: 0, max: 6 }),
    sealing: fc.option(
      fc.record({
        published: fc.constantFrom(...publishedRounds),
        earlier: fc.array(fc.boolean(), { maxLength: 2 }),
        isPosted: fc.boolean(),
      }),
      { nil: undefined, freq: 2 },
    ),
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
