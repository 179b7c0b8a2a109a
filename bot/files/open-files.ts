import type { Ledger } from "../../data/ledger/ledger.ts";
import type { VisitLog } from "../../workflow/attempt/open-visit-log.ts";
import type { Wait } from "../callback/post-once.ts";
import type { Texts } from "../locales/texts.ts";
import { type AnswerFileRequest, createAnswerFileRequest } from "./answer-file-request.ts";
import { createPrepareDraw } from "./prepare-draw.ts";
import { type ConnectSlack, createSendFile } from "./send-file.ts";

/** Creates the function that answers requests for files of all kinds. */
export function openFiles({
  ledger,
  visitLog,
  connect,
  wait,
  texts,
}: {
  ledger: Ledger;
  visitLog: VisitLog;
  connect: ConnectSlack;
  wait: Wait;
  texts: Texts;
}): AnswerFileRequest {
  const prepareDraw = createPrepareDraw({ ledger, visitLog, texts });
  return createAnswerFileRequest({
    prepare: ({ draw_no }) => prepareDraw(draw_no),
    sendFile: createSendFile({ connect, wait }),
    connect,
    texts,
  });
}
