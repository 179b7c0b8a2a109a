import type { Ledger } from "../../data/ledger/ledger.ts";
import type { ReadDepartments } from "../../data/people/departments.ts";
import type { VisitLog } from "../../workflow/attempt/open-visit-log.ts";
import type { Wait } from "../callback/post-once.ts";
import type { Texts } from "../locales/texts.ts";
import { type AnswerFileRequest, createAnswerFileRequest } from "./answer-file-request.ts";
import { createPrepareDraw } from "./prepare-draw.ts";
import { createPrepareWinners } from "./prepare-winners.ts";
import { type ConnectSlack, createSendFile } from "./send-file.ts";

/** Creates the function that answers requests for files of all kinds. */
export function openFiles({
  ledger,
  visitLog,
  readDepartments,
  connect,
  wait,
  texts,
  now,
}: {
  ledger: Ledger;
  visitLog: VisitLog;
  readDepartments: ReadDepartments;
  connect: ConnectSlack;
  wait: Wait;
  texts: Texts;
  now: () => Date;
}): AnswerFileRequest {
  const prepareDraw = createPrepareDraw({ ledger, visitLog, texts });
  const prepareWinners = createPrepareWinners({ ledger, readDepartments, texts, now });
  return createAnswerFileRequest({
    prepare: (file) => (file.kind === "draw" ? prepareDraw(file.draw_no) : prepareWinners()),
    sendFile: createSendFile({ connect, wait }),
    connect,
    texts,
  });
}
