import { employeeId as employeeIdSchema } from "../../data/people/employee.ts";
import type { ListedPerson } from "../../data/people/roster.ts";
import { type FoundPeople, findPerson } from "../input/find-person.ts";
import { createNameFilter } from "../input/name-filter.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import type { Caller, CommandServices } from "./command.ts";

/** The rest of Slack's three seconds is for the change. */
const SEARCH_MS = 1_900;

/** Comparing more names precisely would take too long. */
const MOST_COMPARED = 500;

/** Creates the function that finds people on the roster whom a command names. `late` says how to name them by their id. */
export function createFindEmployee(
  { texts, roster }: Pick<CommandServices, "texts" | "roster">,
  { late: sayLate = texts.exclude.searchLate }: { late?: string } = {},
) {
  const late = formatParagraph(sayLate);
  const unknown = formatParagraph(texts.exclude.unknown);

  /** The employee whose id is the first word, in the typed or the usual spelling. */
  const findById = async (text: string): Promise<ListedPerson | undefined> => {
    const [word = ""] = text.split(/[\s,;，；、]/u);
    const spellings = [...new Set([word, word.normalize("NFKC"), word.normalize("NFKC").toUpperCase()])];
    const possible = spellings.filter((id) => employeeIdSchema.safeParse(id).success);
    const found = await Promise.all(possible.map((id) => roster.findById(id)));
    return found.find((employee) => employee !== undefined);
  };

  /** Finds people who have the Slack account that the text mentions. The text of the mention may be anything. */
  const findMentioned = async (text: string, { mentions }: Caller) => {
    const mention = mentions.find(({ shown }) => text.startsWith(shown));
    return mention && { people: await roster.findBySlackId(mention.userId, SEARCH_MS) };
  };

  /**
   * Finds the people whom the start of a text names by employee id, name or mention, on the current roster. Returns what to
   * answer if there are none, or if the roster is too large to search it in time.
   */
  return async function findEmployee(
    text: string,
    caller: Caller,
  ): Promise<FoundPeople<ListedPerson> | Message> {
    const find = (people: readonly ListedPerson[]) =>
      findPerson(text, { people, hasRanks: false }, caller.mentions);
    const mentioned = await findMentioned(text, caller);
    if (mentioned) {
      const { people } = mentioned;
      if (!people) return late;
      return people.length > 0 ? find(people) : formatParagraph(texts.exclude.notLinked);
    }
    const employee = await findById(text);
    const byId = employee && find([employee]);
    if (byId?.isSure) return byId;
    const { mayName, namesWhole } = createNameFilter(text);
    const possible = await roster.search(mayName, SEARCH_MS);
    if (!possible) return late;
    const people =
      possible.length <= MOST_COMPARED
        ? possible
        : possible.filter(({ employee_name }) => namesWhole(employee_name));
    if (people.length > MOST_COMPARED || (people.length === 0 && possible.length > 0))
      return formatParagraph(texts.exclude.tooMany(possible.length));
    const found = find(people);
    return found.found.length > 0 ? found : unknown;
  };
}
