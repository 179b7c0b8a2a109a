import type { DrawRecord } from "../../data/draw-record.ts";
import { explainFailure } from "../words/explain-failure.ts";
import type { Words } from "../words/words.ts";
import { formatParagraph, type Message } from "./message.ts";

/** Why a draw has no winners: it is under way, or it failed. */
export function formatUndecided(draw: Exclude<DrawRecord, { status: "drawn" }>, words: Words): Message {
  return formatParagraph(
    draw.status === "drawing"
      ? words.revision.underWay(draw.draw_no)
      : words.revision.failed(draw.draw_no, explainFailure(words, draw.error, draw.error_facts)),
  );
}
