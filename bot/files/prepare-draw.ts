import type { Ledger } from "../../data/ledger/ledger.ts";
import type { VisitLog } from "../../workflow/attempt/open-visit-log.ts";
import { exportEnded } from "../../workflow/draw/export-draw.ts";
import type { Texts } from "../locales/texts.ts";
import type { PreparedFile } from "./outgoing-file.ts";

/** Creates the function that prepares the record of a draw, as `npm run export` prints it. */
export function createPrepareDraw({
  ledger,
  visitLog,
  texts,
}: {
  ledger: Ledger;
  visitLog: VisitLog;
  texts: Texts;
}) {
  /** Throws `InvalidItem`. */
  return async function prepareDraw(drawNo: number): Promise<PreparedFile> {
    const draw = await ledger.read(drawNo);
    const sources = { readPositions: visitLog.read, rosterPages: ledger.rosterPages };
    const exported = draw && (await exportEnded(draw, sources));
    if (!exported) return { refusal: texts.export.notFound };
    const { fileName, title, comment } = texts.export.draw;
    return {
      file: {
        name: `${fileName(drawNo)}.json`,
        title: title(drawNo),
        comment: comment(drawNo),
        bytes: Buffer.from(`${JSON.stringify(exported, null, 2)}\n`),
      },
    };
  };
}
