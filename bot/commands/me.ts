import { employeeId as employeeIdSchema } from "../../data/people/employee.ts";
import { createFindViewer, type Viewer } from "../home/find-viewer.ts";
import { createReadStanding } from "../home/read-standing.ts";
import { unwrapQuotes } from "../input/clean-input.ts";
import { formatMe } from "../messages/me.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import type { Caller, CreateCommand } from "./command.ts";

/** The newest draw with a readable record says how large the roster was. */
const NEWEST_DRAWS = 5;

/** `/lottery me [employee id]`: shows people whether they are on the roster, whether they can win, and what they have won. */
export const createMe: CreateCommand = ({ texts, ledger, roster, readClaim, now }) => {
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
    if (viewer.kind !== "found") return formatMe(viewer, undefined, texts);
    const { campaign_no } = await ledger.campaigns.readCurrent();
    return formatMe(viewer, await readStanding(viewer.employee, campaign_no), texts);
  };

  return {
    async run(args, { userId }: Caller) {
      if (args === "") return show(await searchRoster(userId));
      const typed = unwrapQuotes(args);
      if (/\s/u.test(typed)) return formatParagraph(texts.me.usage);
      const own = await findByOwnId(typed, userId);
      return own ? show(own) : formatParagraph(texts.me.notYours);
    },
  };
};
