import { groupDigits as n } from "../../../data/runtime/group-digits.ts";
import type { RuleFacts } from "../../draw/summarize-rules.ts";

/** Lists names: `Sales, IT and 12 more`. */
function listNames(names: readonly string[], more: number): string {
  const parts = more > 0 ? [...names, `${n(more)} more`] : names;
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
}

/** The rules of a draw in English. */
export function explainInEnglish({ departments, joinedBefore, again }: RuleFacts): string {
  const who =
    departments &&
    `${departments.kind === "only" ? "only for" : "for everybody except"} ${listNames(departments.names, departments.more)}`;
  return [
    ...(who === undefined ? [] : [who]),
    ...(joinedBefore === undefined ? [] : [`joined before ${joinedBefore}`]),
    ...(again ? ["earlier winners can win again"] : []),
  ].join(", ");
}

/** The rules of a draw in Chinese. */
export function explainInChinese({ departments, joinedBefore, again }: RuleFacts): string {
  const names =
    departments &&
    `${departments.names.join("、")}${departments.more > 0 ? `等 ${n(departments.names.length + departments.more)} 个部门` : ""}`;
  return [
    ...(departments ? [departments.kind === "only" ? `仅限 ${names}` : `${names} 除外`] : []),
    ...(joinedBefore === undefined ? [] : [`${joinedBefore} 之前入职`]),
    ...(again ? ["此前的中奖者可以再次中奖"] : []),
  ].join("，");
}
