import type { LogSelection } from "../../data/ledger/audit-log.ts";
import { employeeId } from "../../data/people/employee.ts";
import { parseDrawNumber } from "../input/parse-draw-number.ts";
import { formatLog, LOG_NEWEST, LOG_OLDER, parseLogButton } from "../messages/log.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import type { Caller, CreateCommand } from "./command.ts";

const ENTRIES_PER_PAGE = 10;

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

/** `/lottery log [who|draw]`: pages through the audit log, newest first. */
export const createLog: CreateCommand = ({ texts, ledger }) => {
  const show = async (selection: LogSelection, before?: string): Promise<Message> =>
    formatLog(selection, await ledger.auditLog.page(selection, ENTRIES_PER_PAGE, before), before, texts);

  const click = (value: string): Promise<Message> => {
    const { selection, before } = parseLogButton(value);
    return show(selection, before);
  };

  return {
    run(args, caller) {
      const selection = parseSelection(args, caller);
      return selection === undefined ? formatParagraph(texts.log.usage) : show(selection);
    },
    buttons: { [LOG_OLDER]: click, [LOG_NEWEST]: click },
  };
};
