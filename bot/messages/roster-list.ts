import type { KnownBlock } from "@slack/web-api";
import { createLabelKey } from "../../data/runtime/label-key.ts";
import {
  COMPARED_ID_LENGTH,
  canWin,
  isAfter,
  type ListedRoster,
  type RosterEntry,
  rosterStatuses,
} from "../../workflow/roster/people/list-roster.ts";
import { createRosterFilter, LONGEST_SEARCH } from "../input/roster-filter.ts";
import type { Texts } from "../locales/texts.ts";
import type { Form } from "./form.ts";
import { buttonRow, menuField, textField } from "./form-fields.ts";
import { fillSections, type Message, section } from "./message.ts";
import { mentionPerson } from "./mrkdwn.ts";
import {
  digestDepartment,
  formatSelection,
  ROSTER_ACTIONS,
  type RosterSelection,
  shortenName,
} from "./roster.ts";

const PEOPLE_PER_PAGE = 30;
const SLACK_ID = /^[UW][A-Z0-9]{2,}$/;

const isIn = ({ status }: RosterEntry, show: RosterSelection["show"]): boolean =>
  show === "all" || (show === "cannot" ? !canWin(status) : status === show);

function selectEntries({ entries, departments }: ListedRoster, { show, of, find }: RosterSelection) {
  const department = of === undefined ? undefined : departments.find((each) => digestDepartment(each) === of);
  const isWanted = find === undefined ? () => true : createRosterFilter(find);
  const isOf = (entry: RosterEntry) =>
    of === undefined || (department && createLabelKey(entry.department ?? "") === department.key);
  return {
    department,
    selected: entries.filter((entry) => isIn(entry, show) && isOf(entry) && isWanted(entry)),
  };
}

/** Where the next page starts. The key of an item can be longer than the value of a button. */
const formatKey = ({ lottery_serial, employee_id }: RosterEntry): [number | null, string] => [
  lottery_serial ?? null,
  employee_id.slice(0, COMPARED_ID_LENGTH),
];

function formatEntry(entry: RosterEntry, { roster: say }: Texts): string {
  const { lottery_serial, employee_id, employee_name, department = "", status } = entry;
  const name = employee_name === "" ? say.noName : shortenName(employee_name);
  return [
    `\`${lottery_serial ?? "–"}\` *${name}* (${shortenName(employee_id)})`,
    ...(department === "" ? [] : [shortenName(department)]),
    ...(lottery_serial === undefined ? [say.noSerial] : []),
    say.statuses[status](entry),
  ].join(" · ");
}

/** The only person whom a search has found. */
export function findOnlyPerson(roster: ListedRoster, selection: RosterSelection): RosterEntry | undefined {
  const { selected } = selectEntries(roster, selection);
  return selection.find !== undefined && selected.length === 1 ? selected[0] : undefined;
}

/** A section, next to a picture if there is one. */
function besidePicture(text: string, picture: string | undefined, { roster: say }: Texts): KnownBlock {
  if (picture === undefined) return section(text);
  return { ...section(text), accessory: { type: "image", image_url: picture, alt_text: say.picture } };
}

/** A page of people on the roster, in the order of their serials. `picture`: of the only person whom a search has found. */
export function formatRosterList(
  roster: ListedRoster,
  selection: RosterSelection,
  texts: Texts,
  picture?: string,
): Message {
  const { roster: say } = texts;
  const { show, find, after } = selection;
  const { selected, department } = selectEntries(roster, selection);
  const rest = after
    ? selected.filter((entry) => isAfter(entry, { serial: after[0] ?? undefined, id: after[1] }))
    : selected;
  const page = rest.slice(0, PEOPLE_PER_PAGE);
  const { sections, taken } = fillSections(page.map((entry) => formatEntry(entry, texts)));
  const last = rest[taken - 1];
  const title = [
    show === "all" && (department || find !== undefined)
      ? say.foundTitle(selected.length)
      : say.listTitle(say.lists[show], selected.length),
    ...(department ? [say.ofDepartment(shortenName(department.name))] : []),
    ...(find === undefined ? [] : [say.found(SLACK_ID.test(find) ? mentionPerson(find) : shortenName(find))]),
  ].join("\n");
  const lines = selected.length === 0 ? [say.nobody] : sections;
  const next: RosterSelection | undefined =
    last && taken < rest.length ? { ...selection, after: formatKey(last) } : undefined;
  return {
    text: [title, ...lines].join("\n"),
    blocks: [
      section(title),
      ...lines.map((line) => besidePicture(line, picture, texts)),
      buttonRow([
        ...(next
          ? [{ action: ROSTER_ACTIONS.more, label: texts.exclude.more, value: formatSelection(next) }]
          : []),
        ...(after
          ? [
              {
                action: ROSTER_ACTIONS.first,
                label: texts.exclude.first,
                value: formatSelection({ ...selection, after: undefined }),
              },
            ]
          : []),
        { action: ROSTER_ACTIONS.search, label: say.search, value: "search" },
        { action: ROSTER_ACTIONS.overview, label: say.overview, value: "0" },
      ]),
    ],
  };
}

/** The names of the fields of the search. */
export const SEARCH_FIELDS = { text: "text", who: "who" } as const;

/** The form in which operators search the roster. */
export function formatRosterSearch(texts: Texts): Form {
  const { roster: say } = texts;
  return {
    callback: ROSTER_ACTIONS.find,
    title: say.search,
    submit: say.search,
    close: texts.cancel,
    blocks: [
      textField({
        name: SEARCH_FIELDS.text,
        label: say.searchField,
        hint: say.searchHint,
        isOptional: true,
        most: LONGEST_SEARCH,
      }),
      menuField({
        name: SEARCH_FIELDS.who,
        label: say.whoField,
        options: (["all", "cannot", ...rosterStatuses] as const).map((show) => ({
          label: say.lists[show],
          value: show,
        })),
        chosen: "all",
      }),
    ],
  };
}
