import type { FileRequest } from "../files/file-request.ts";
import { parseDrawNumber } from "../input/parse-draw-number.ts";
import { formatUndecided } from "../messages/failure.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import type { Caller, CreateCommand } from "./command.ts";

/**
 * `/lottery export [draw]`: sends the winners of the campaign as a spreadsheet to an operator's direct messages, or to
 * anybody the record of a draw, for the verify page. The callback prepares and sends the file: it may take longer than Slack
 * waits.
 */
export const createExport: CreateCommand = ({ texts, ledger, requestFile, checkPermission, now }) => {
  const request = async (
    file: FileRequest["file"],
    { userId, responseUrl }: Caller,
    preparing: string,
  ): Promise<Message> => {
    const isRequested = await requestFile({
      file,
      user_id: userId,
      ...(responseUrl !== undefined && { response_url: responseUrl }),
    });
    return formatParagraph(isRequested ? preparing : texts.export.notRequested);
  };

  const exportDraw = async (drawNo: number, caller: Caller): Promise<Message> => {
    const draw = await ledger.read(drawNo);
    if (!draw) return formatParagraph(texts.history.unknownDraw(drawNo));
    if (draw.status === "drawing") return formatUndecided(draw, texts, now());
    return request({ kind: "draw", draw_no: drawNo }, caller, texts.export.preparing);
  };

  /** The spreadsheet has personal data that members do not see elsewhere, so it is for operators. */
  const exportWinners = async (caller: Caller): Promise<Message> => {
    const refusal = await checkPermission(caller.userId);
    if (refusal !== undefined) return formatParagraph(refusal);
    return request({ kind: "winners" }, caller, texts.export.preparing);
  };

  return {
    run(args, caller) {
      if (args === "") return exportWinners(caller);
      const parsed = parseDrawNumber(args);
      return parsed && !parsed.rest ? exportDraw(parsed.drawNo, caller) : formatParagraph(texts.export.usage);
    },
  };
};
