import type { LogPage, LogSelection } from "../../data/ledger/audit-log.ts";
import { employeeId } from "../../data/people/employee.ts";
import { parseDrawNumber } from "../input/parse-draw-number.ts";
import { formatLog, LOG_NEWEST, LOG_OLDER, type LogSubject, parseLogButton } from "../messages/log.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import type { Caller, CreateCommand } from "./command.ts";

const ENTRIES_PER_PAGE = 10;
/** The rest of Slack's three seconds is for the page. */
const SEARCH_MS = 1_800;

/** Parses what to list: nothing, a draw, a mentioned person, a member id of Slack, or an employee id. */
function parseSelection(args: string, { mentions }: Caller): LogSelection | undefined {
  if (args === "") return "all";
  const [mention, ...more] = mentions;
  if (mention) return more.length === 0 && args === mention.shown ? { user_id: mention.userId } : undefined;
  const draw = parseDrawNumber(args);
  if (draw) return draw.rest === "" ? { draw_no: draw.drawNo } : undefined;
  if (/^[UW][A-Z0-9]{6,}$/.test(args)) return { user_id: args };
  const { data } = employeeId.safeParse(args);
  return data === undefined || /[\s@#]/.test(data) ? undefined : { employee_id: data };
}

/** The lists that have the entries about a subject. */
function listsOf(subject: LogSubject): LogSelection[] {
  if (subject === "all" || !("user_id" in subject) || subject.employee_id === undefined) return [subject];
  return [{ user_id: subject.user_id }, { employee_id: subject.employee_id }];
}

/** Joins pages of several lists: each entry once, newest first. */
function joinPages(pages: readonly LogPage[]): LogPage {
  const entries = new Map(pages.flatMap((page) => page.entries).map((each) => [each.key, each]));
  const sorted = [...entries.values()].sort((a, b) => (a.key < b.key ? 1 : -1));
  return {
    entries: sorted.slice(0, ENTRIES_PER_PAGE),
    more: sorted.length > ENTRIES_PER_PAGE || pages.some(({ more }) => more),
  };
}

/** `/lottery log [who|draw]`: pages through the audit log, newest first. */
export const createLog: CreateCommand = ({ texts, ledger, roster }) => {
  const show = async (subject: LogSubject, before?: string, note?: string): Promise<Message> => {
    const reading = listsOf(subject).map((list) => ledger.auditLog.page(list, ENTRIES_PER_PAGE, before));
    return formatLog(subject, joinPages(await Promise.all(reading)), { before, note }, texts);
  };

  /** Most entries about a person are about their employee id. */
  const showPerson = async (user_id: string): Promise<Message> => {
    const found = await roster.findBySlackId(user_id, SEARCH_MS);
    const [employee, ...more] = found ?? [];
    if (!employee || more.length > 0)
      return show({ user_id }, undefined, found?.length === 0 ? undefined : texts.log.notSearched);
    return show({ user_id, employee_id: employee.employee_id });
  };

  const click = (value: string): Promise<Message> => {
    const { selection, before } = parseLogButton(value);
    return show(selection, before);
  };

  return {
    run(args, caller) {
      const selection = parseSelection(args, caller);
      if (selection === undefined) return formatParagraph(texts.log.usage);
      return selection !== "all" && "user_id" in selection ? showPerson(selection.user_id) : show(selection);
    },
    buttons: { [LOG_OLDER]: click, [LOG_NEWEST]: click },
  };
};
