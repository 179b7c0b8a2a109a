import { isDeepStrictEqual } from "node:util";
import type { DrawRecord, EndedRecord } from "../../../data/ledger/draw-record.ts";
import type { Execution } from "../../../data/ledger/executions.ts";
import type { Claim } from "../../../data/people/claim.ts";
import type { PersonTraces } from "../../../data/people/person-traces.ts";
import { eraseFromRecord, findNamedPositions } from "../../../workflow/draw/erase-people.ts";
import { createPersonToErase } from "../../../workflow/draw/erase-person.ts";
import { findInImports } from "../../../workflow/erasure/erase-from-imports.ts";
import { findInLog } from "../../../workflow/erasure/erase-from-log.ts";
import { type Change, findObstacle } from "./find-obstacle.ts";
import { findTraces } from "./find-traces.ts";
import { forEachDraw } from "./for-each-draw.ts";
import type { PersonStores } from "./open-person-stores.ts";

/** DynamoDB stores at most so many bytes in one item. */
const LARGEST_ITEM = 409_600;

/** What is stored about a person who is to be erased. */
export interface Survey {
  person: PersonTraces;
  /** The id of an erasure of the person that has begun and not ended. */
  begun: string | undefined;
  isOnRoster: boolean;
  win: Claim | undefined;
  /** The numbers of draws from which there is something to erase. */
  draws: number[];
  /** The names of executions from which there is something to erase. */
  executions: { id: string; isRequester: boolean }[];
  /** How many items of each kind there are. */
  counts: {
    roster: number;
    wins: number;
    records: number;
    positions: number;
    handOvers: number;
    salts: number;
    executions: number;
    /** Entries of the audit log. */
    logEntries: number;
    /** Entries in the list of operators, as operator or as the one who added them. */
    operators: number;
    /** Imports of the roster that have read something about the person, or that the person asked for. */
    imports: number;
  };
  /** The numbers of draws that the person redrew or voided. Their receipts cover the Slack id, so it stays. */
  revisedByPerson: number[];
  /** Why the person cannot be erased now. */
  obstacles: string[];
}

interface DrawSurvey extends Change {
  draw: DrawRecord;
  positions: number;
  handOvers: number;
  isRevisedByPerson: boolean;
  isTooLarge: boolean;
}

/** A size in bytes that is never below the one that DynamoDB counts. */
function sizeOf(draw: EndedRecord): number {
  return Buffer.byteLength(JSON.stringify({ ...draw, candidates: [...draw.candidates] }));
}

/** Whether anything is stored that can be erased, apart from the traces of an erasure that has begun. */
export function isAnythingStored({ counts }: Survey): boolean {
  return Object.values(counts).some((count) => count > 0);
}

/** Finds everything that is stored about a person, without changing it. */
export async function surveyPerson(stores: PersonStores, employeeId: string, now: Date): Promise<Survey> {
  const begun = await stores.erasures.findBegun(employeeId);
  const person = await findTraces(stores, employeeId, begun?.person);
  const people = createPersonToErase(person);
  const isRequester = (slackUserId: string | undefined) =>
    slackUserId !== undefined && people.isRequester(slackUserId);

  const surveyed = await forEachDraw(stores, async (draw, readPages): Promise<DrawSurvey> => {
    const pages = await readPages();
    const positions = findNamedPositions(pages, people).length;
    const isVisited = positions > 0;
    const handOvers = [...(await stores.ledger.handOvers.list(draw.draw_no))].filter(
      ([id, { handed_by }]) => people.isErased(id) || isRequester(handed_by),
    ).length;
    const none = { isSalted: false, isRevisedByPerson: false, isTooLarge: false };
    if (draw.status === "drawing") return { ...none, draw, positions, handOvers, isNamed: isVisited };
    const erased = eraseFromRecord(draw, pages, people);
    return {
      draw,
      positions,
      handOvers,
      isNamed: isVisited || !isDeepStrictEqual({ ...erased, salts: draw.salts }, draw),
      isSalted: !isDeepStrictEqual(erased.salts, draw.salts),
      isRevisedByPerson:
        draw.status === "drawn" && draw.revisions.some(({ requested_by }) => isRequester(requested_by)),
      isTooLarge: sizeOf(erased) > Math.max(sizeOf(draw), LARGEST_ITEM),
    };
  });
  const draws = new Map(surveyed.map(({ draw }) => [draw.draw_id, draw]));

  /** An execution whose draw has no record can still open it until its lease expires. */
  const isOpening = ({ opening, stopped }: Execution) =>
    opening !== undefined && !stopped && opening.lease_expires_at * 1_000 > now.getTime();
  const hasToErase = (id: string, { opening }: Execution) => {
    if (!opening) return false;
    if (isRequester(opening.requested_by)) return true;
    const draw = draws.get(id);
    const isKnown = person.lottery_serial !== undefined && person.lottery_serial <= opening.roster_size;
    return opening.salts.length > 0 && (draw ? draw.erasures !== undefined : isKnown);
  };
  const executions = await stores.ledger.executions.list();
  const ofPerson = executions
    .filter((each) => hasToErase(each.entry, each))
    .map(({ entry, opening }) => ({ id: entry, isRequester: isRequester(opening?.requested_by) }));

  const win = (await stores.claims.read([employeeId])).get(employeeId);
  const isOnRoster = (await stores.employees.read(employeeId)) !== undefined;
  const obstacles = surveyed.flatMap(({ draw, isTooLarge, ...change }) => {
    const full = `The record of draw ${draw.draw_no} has no room for the salts of the others, if this one is erased.`;
    return findObstacle(draw, change, now) ?? (isTooLarge ? [full] : []);
  });
  if (executions.some((each) => !draws.has(each.entry) && isOpening(each)))
    obstacles.push("A draw is being opened.");
  const imports = await findInImports(stores.rosterLedger, people);
  const holder = await stores.rosterLedger.imports.lock.findHolder(now);
  if (imports.some(({ listed }) => listed.import_id === holder))
    obstacles.push("An import of the roster is under way.");
  if (win?.claim_expires_at !== undefined && win.claim_expires_at * 1_000 > now.getTime())
    obstacles.push("A draw has claimed this person.");

  const count = (isCounted: (each: DrawSurvey) => boolean) => surveyed.filter(isCounted).length;
  const sum = (counted: "positions" | "handOvers") =>
    surveyed.reduce((total, { [counted]: more }) => total + more, 0);
  return {
    person,
    begun: begun?.entry,
    isOnRoster,
    win,
    draws: surveyed.flatMap(({ draw, isNamed, isSalted, handOvers }) =>
      isNamed || isSalted || handOvers > 0 ? [draw.draw_no] : [],
    ),
    executions: ofPerson,
    counts: {
      roster: isOnRoster ? 1 : 0,
      wins: win ? 1 : 0,
      records: count(({ isNamed }) => isNamed),
      positions: sum("positions"),
      handOvers: sum("handOvers"),
      salts: count(({ isSalted }) => isSalted),
      executions: ofPerson.length,
      logEntries: (await findInLog(stores.ledger, "all", people)).length,
      operators: (await stores.ledger.operators.list()).filter(
        ({ user_id, added_by }) => isRequester(user_id) || isRequester(added_by),
      ).length,
      imports: imports.length,
    },
    revisedByPerson: surveyed.flatMap(({ draw, isRevisedByPerson }) =>
      isRevisedByPerson ? [draw.draw_no] : [],
    ),
    obstacles,
  };
}
