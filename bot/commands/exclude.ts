import { LONGEST_EXCLUSION_REASON } from "../../data/people/exclusions.ts";
import { type ParsedExclusion, parseExclusion } from "../input/parse-exclusion.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import { createChangeExclusion } from "./change-exclusion.ts";
import type { CreateCommand } from "./command.ts";
import { createFindEmployee } from "./find-employee.ts";

const CHOOSE = "lottery_exclude_choose";

/** `/lottery exclude <who> [until <date>] [reason]`: excludes a person from all draws, for ever or up to a day. */
export const createExclude: CreateCommand = (services) => {
  const { texts, now } = services;
  const { exclude: say } = texts;
  const findEmployee = createFindEmployee(services);
  const { exclude, ask, choose } = createChangeExclusion(services);

  /** Says what is wrong with an exclusion; undefined if nothing is. */
  const refuse = (parsed: ParsedExclusion): Message | undefined => {
    if (parsed.problem === "no day") return formatParagraph(say.noDay);
    if (parsed.problem === "ambiguous") return formatParagraph(say.ambiguousDay(...parsed.days));
    if (parsed.problem === "past") return formatParagraph(say.past(parsed.day));
    return parsed.reason.length > LONGEST_EXCLUSION_REASON
      ? formatParagraph(say.reasonTooLong(LONGEST_EXCLUSION_REASON))
      : undefined;
  };

  return {
    buttons: { [CHOOSE]: choose },
    async run(args, caller) {
      if (args === "") return formatParagraph(say.usage);
      const result = await findEmployee(args, caller);
      if ("blocks" in result) return result;
      const today = now().toISOString().slice(0, 10);
      const found = result.found.map((each) => ({ ...each, parsed: parseExclusion(each.rest, today) }));
      for (const { parsed } of found) {
        const refusal = refuse(parsed);
        if (refusal) return refusal;
      }
      const exclusionOf = ({ parsed }: (typeof found)[number]) => ({
        until: parsed.problem === undefined ? parsed.until : "always",
        reason: parsed.problem === undefined && parsed.reason !== "" ? parsed.reason : undefined,
      });
      const [first] = found;
      return first && result.isSure
        ? exclude(first.person, exclusionOf(first), caller)
        : ask(found, exclusionOf, CHOOSE, caller);
    },
  };
};
