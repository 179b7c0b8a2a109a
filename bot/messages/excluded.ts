import type { ExcludedPerson } from "../../data/people/exclusions.ts";
import type { Texts } from "../locales/texts.ts";
import { button, fillSections, formatParagraph, type Message, section } from "./message.ts";
import { escapeMrkdwn } from "./mrkdwn.ts";

/** Action ids. The value is the serial after which the page starts, so that a button works while the list changes. */
export const MORE_EXCLUDED = "lottery_excluded_more";
export const FIRST_EXCLUDED = "lottery_excluded_first";

const PEOPLE_PER_PAGE = 30;

function formatLine(
  { employee_name, employee_id, exclusion, hasOptedOut }: ExcludedPerson,
  { exclude }: Texts,
): string {
  const person = `*${escapeMrkdwn(employee_name)}* (${escapeMrkdwn(employee_id)})`;
  if (!exclusion) return exclude.optedOutLine(person);
  const { until, reason } = exclusion;
  const line = exclude.line(person, until, reason === undefined ? undefined : escapeMrkdwn(reason));
  return hasOptedOut ? `${line} ${exclude.alsoOptedOut}` : line;
}

/** A page of the people who are excluded, in the order of their serials, from those after the serial `after` on. */
export function formatExcluded(people: readonly ExcludedPerson[], after: number, texts: Texts): Message {
  const { exclude: say } = texts;
  if (people.length === 0) return formatParagraph(say.nobody);
  const rest = people.filter(({ lottery_serial }) => lottery_serial > after);
  const page = rest.slice(0, PEOPLE_PER_PAGE);
  const { sections, taken } = fillSections(page.map((person) => formatLine(person, texts)));
  const last = rest[taken - 1];
  const title = say.title(people.length);
  return {
    text: [title, ...sections].join("\n"),
    blocks: [
      section(title),
      ...sections.map(section),
      ...(after > 0 ? [button(FIRST_EXCLUDED, say.first, "first")] : []),
      ...(last && taken < rest.length ? [button(MORE_EXCLUDED, say.more, String(last.lottery_serial))] : []),
    ],
  };
}
