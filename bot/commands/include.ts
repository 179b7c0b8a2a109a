import { formatParagraph } from "../messages/message.ts";
import { createChangeExclusion } from "./change-exclusion.ts";
import type { CreateCommand } from "./command.ts";
import { createFindEmployee } from "./find-employee.ts";

const CHOOSE = "lottery_include_choose";

/** `/lottery include <who>`: ends the exclusion of a person. */
export const createInclude: CreateCommand = (services) => {
  const findEmployee = createFindEmployee(services);
  const { include, ask, choose } = createChangeExclusion(services);
  return {
    buttons: { [CHOOSE]: choose },
    async run(args, caller) {
      if (args === "") return formatParagraph(services.texts.exclude.includeUsage);
      const result = await findEmployee(args, caller);
      if ("blocks" in result) return result;
      const [first] = result.found;
      return first && result.isSure
        ? include(first.person, caller)
        : ask(result.found, () => undefined, CHOOSE, caller);
    },
  };
};
