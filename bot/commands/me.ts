import { employeeId as employeeIdSchema, hasLeft, hasOptedOut } from "../../data/people/employee.ts";
import { createFindViewer, type Viewer } from "../home/find-viewer.ts";
import { createReadStanding } from "../home/read-standing.ts";
import { unwrapQuotes } from "../input/clean-input.ts";
import { formatConfirmation } from "../messages/confirmation.ts";
import { formatMe, ME_ACTIONS } from "../messages/me.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import type { Caller, CreateCommand } from "./command.ts";
import { createOptOut, formatOwnEntry } from "./opt-out.ts";

/** The newest draw with a readable record says how large the roster was. */
const NEWEST_DRAWS = 5;

/**
 * `/lottery me [employee id]`: shows people whether they are on the roster, whether they can win, and what they have won. If
 * the configuration allows it, they can opt out of draws there.
 */
export const createMe: CreateCommand = (services) => {
  const { texts, ledger, roster, readClaim, mayOptOut, now } = services;
  const { completeLog, change, readOwn } = createOptOut(services);
  const findViewer = createFindViewer({ roster });
  const readStanding = createReadStanding({ ledger, readClaim, now });

  const searchRoster = async (userId: string): Promise<Viewer> => {
    const { entries } = await ledger.history(NEWEST_DRAWS);
    const newest = entries.find(({ draw }) => draw)?.draw;
    return findViewer(userId, { remembered: undefined, rosterSize: newest?.roster_size ?? 0 });
  };

  /** The employee with the typed id, if it has the Slack account of the caller: nobody reads about others. */
  const findByOwnId = async (typed: string, userId: string): Promise<Viewer | undefined> => {
    const spellings = [...new Set([typed, typed.normalize("NFKC").toUpperCase()])];
    const possible = spellings.filter((id) => employeeIdSchema.safeParse(id).success);
    const found = await Promise.all(possible.map((id) => roster.findById(id)));
    const employee = found.find((each) => each?.slack_user_id === userId);
    return employee && { kind: "found", employee };
  };

  const show = async (viewer: Viewer): Promise<Message> => {
    if (viewer.kind !== "found") return formatMe(viewer, texts);
    const { employee } = viewer;
    const [{ campaign_no }] = await Promise.all([ledger.campaigns.readCurrent(), completeLog(employee)]);
    const standing = await readStanding(employee, campaign_no);
    const hasOut = hasOptedOut(employee, now());
    const canOptOut = mayOptOut && !hasLeft(employee, now());
    const optOut = hasOut ? "in" : canOptOut ? "out" : undefined;
    return formatMe(viewer, texts, { standing, optOut, value: formatOwnEntry(employee) });
  };

  /** Asks whether the person really wants to opt out. */
  const ask = async (value: string, userId: string): Promise<Message> => {
    if (!mayOptOut) return formatParagraph(texts.me.noOptOut);
    const employee = await readOwn(value, userId);
    if (!employee) return formatParagraph(texts.me.noLongerYours);
    return formatConfirmation(
      texts.me.askOptOut,
      { action: ME_ACTIONS.confirm, label: texts.me.optOut, value: formatOwnEntry(employee) },
      { action: ME_ACTIONS.cancel, label: texts.cancel },
    );
  };

  return {
    async run(args, { userId }: Caller) {
      if (args === "") return show(await searchRoster(userId));
      const typed = unwrapQuotes(args);
      if (/\s/u.test(typed)) return formatParagraph(texts.me.usage);
      const own = await findByOwnId(typed, userId);
      return own ? show(own) : formatParagraph(texts.me.notYours);
    },

    buttons: {
      [ME_ACTIONS.out]: (value, { userId }) => ask(value, userId),
      [ME_ACTIONS.confirm]: (value, { userId }) => change("out", value, userId),
      [ME_ACTIONS.in]: (value, { userId }) => change("in", value, userId),
      [ME_ACTIONS.cancel]: () => formatParagraph(texts.cancelled),
    },
  };
};
