import type { OptOutKind } from "../../data/people/opt-outs.ts";
import type { Viewer } from "../home/find-viewer.ts";
import type { Standing } from "../home/read-standing.ts";
import type { Texts } from "../locales/texts.ts";
import { formatStanding } from "./home-standing.ts";
import { button, fillSections, formatParagraph, type Message, section } from "./message.ts";

/** Action ids. The value of all but the last is the person's own entry. */
export const ME_ACTIONS = {
  out: "lottery_me_out",
  confirm: "lottery_me_confirm",
  in: "lottery_me_in",
  cancel: "lottery_me_cancel",
} as const;

/** What is shown about a person who is on the roster. */
interface Shown {
  standing: Standing;
  /** What the person can do: opt out of draws, or back in. */
  optOut: OptOutKind | undefined;
  /** The value of the button for that. */
  value: string;
}

/** What the lottery knows about the person who asks, in the words of the Home tab. */
export function formatMe(viewer: Viewer, texts: Texts, shown?: Shown): Message {
  const { me: say } = texts;
  if (viewer.kind === "not searched") return formatParagraph(say.notSearched);
  const { standing, optOut, value = "" } = shown ?? {};
  const lines = formatStanding({ viewer, standing }, texts);
  if (optOut === "in" && standing?.obstacle?.outcome !== "opted_out")
    lines.push(texts.home.obstacles.opted_out({}));
  if (viewer.kind === "found") lines.push(say.serial(viewer.employee.lottery_serial));
  const { sections } = fillSections(lines);
  return {
    text: sections.join("\n"),
    blocks: [
      ...sections.map(section),
      ...(optOut ? [button(ME_ACTIONS[optOut], optOut === "out" ? say.optOut : say.optIn, value)] : []),
    ],
  };
}
