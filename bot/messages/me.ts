import type { Viewer } from "../home/find-viewer.ts";
import type { Standing } from "../home/read-standing.ts";
import type { Texts } from "../locales/texts.ts";
import { formatStanding } from "./home-standing.ts";
import { fillSections, formatParagraph, type Message, section } from "./message.ts";

/** What the lottery knows about the person who asks, in the words of the Home tab. */
export function formatMe(viewer: Viewer, standing: Standing | undefined, texts: Texts): Message {
  if (viewer.kind === "not searched") return formatParagraph(texts.me.notSearched);
  const lines = formatStanding({ viewer, standing }, texts);
  if (viewer.kind === "found") lines.push(texts.me.serial(viewer.employee.lottery_serial));
  const { sections } = fillSections(lines);
  return { text: sections.join("\n"), blocks: sections.map(section) };
}
