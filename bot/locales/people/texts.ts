import type { CheckedAttribute, SharedAttribute } from "../../../workflow/roster/check-roster.ts";
import type { RosterStatus } from "../../../workflow/roster/people/list-roster.ts";
import type { AccountStatus } from "../../slack/check-account.ts";

/** The texts of the commands about people on the roster. `person` is a name with an id; names are escaped. */
export interface PeopleTexts {
  me: {
    usage: string;
    /** The serial on the roster. */
    serial: (serial: number) => string;
    /** The roster is too large, or AWS too slow, to search it for a Slack account. */
    notSearched: string;
    /** Nobody on the roster has the typed id, or somebody with another Slack account. It must not say which. */
    notYours: string;
    /** Labels of buttons, in plain text. */
    optOut: string;
    optIn: string;
    askOptOut: string;
    optedOut: string;
    optedIn: string;
    /** The configuration does not allow it. */
    noOptOut: string;
    /** The entry of the button is not on the roster any more, or has another Slack account. */
    noLongerYours: string;
    /** Follows `optedOut` or `optedIn`, while this draw is in progress. */
    runningOut: (drawNo: number) => string;
    runningIn: (drawNo: number) => string;
    /** The person has made another change while this draw is in progress. */
    changedDuring: (drawNo: number) => string;
  };
  /** Single changes of people. `user` mentions a Slack account. Labels of buttons are in plain text. */
  people: {
    addUsage: string;
    cannotAdd: Readonly<Record<Exclude<AccountStatus, "member">, (user: string) => string>>;
    /** Slack did not say the name of the person, or it is not one that a roster can have. */
    noProfile: (user: string) => string;
    /** The roster is too large to check in time whether the person is on it. */
    addLate: string;
    /** Nobody on the roster is this person. */
    askNew: (user: string, person: string) => string;
    /** The person is on the roster without a Slack account. */
    askLink: (user: string, person: string, hasLeft: boolean) => string;
    askReturn: (person: string) => string;
    confirm: Readonly<Record<"new" | "link" | "return", string>>;
    done: Readonly<Record<"new" | "link" | "return", (person: string, serial: number | undefined) => string>>;
    present: (person: string, serial: number | undefined) => string;
    /** The person is on the roster, but not under the typed id. */
    otherId: (person: string) => string;
    /** The id or the email address belongs to somebody with this other account. */
    taken: (person: string, user: string) => string;
    /** These people, and so many others, may be the person. */
    several: (people: string, more: number) => string;
    /** What the question has shown is no longer so. */
    changedMeanwhile: string;
    importRunning: string;
    leaveUsage: string;
    leaveLate: string;
    askLeave: (person: string) => string;
    leave: string;
    left: (person: string) => string;
    leftAlready: (person: string) => string;
  };
  /** The roster as operators look at it. Names are escaped. Labels of buttons and fields are in plain text. */
  roster: {
    title: (people: number) => string;
    empty: string;
    /** Above the numbers. `campaign` is one of the texts of `campaign`. */
    scope: (campaign: string, time: string) => string;
    counts: Readonly<Record<RosterStatus, (people: number) => string>>;
    /** Above those of the numbers that say why. */
    cannotWin: (people: number) => string;
    departments: string;
    department: (department: { name: string; people: number; canWin: number }) => string;
    /** The titles of lists, by whom they contain. */
    lists: Readonly<Record<RosterStatus | "all" | "cannot", string>>;
    listTitle: (list: string, people: number) => string;
    /** The title of a list of a department, or of a search. */
    foundTitle: (people: number) => string;
    /** Follow the title of a list: what is searched for. */
    ofDepartment: (department: string) => string;
    found: (text: string) => string;
    /** An entry without a name or without a serial. */
    noName: string;
    noSerial: string;
    /** Why a person can win or not. `until` is an ISO date or `always`, `leftOn` an ISO date. */
    statuses: Readonly<
      Record<RosterStatus, (facts: { until: string | undefined; leftOn: string | undefined }) => string>
    >;
    nobody: string;
    late: string;
    /** What is wrong with the entries. Ids and values are escaped. */
    problems: {
      /** In the numbers. */
      count: (problems: number) => string;
      title: (problems: number) => string;
      none: string;
      /** An attribute is missing, if there is no `value`, or not what it should be. */
      malformed: (entry: { person: string; attribute: string; value: string | undefined }) => string;
      noSerial: (person: string) => string;
      /** What an attribute must be, with the name under which it is stored. */
      attributes: Readonly<Record<CheckedAttribute, string>>;
      /** Follow such a line: what it means. */
      stopsDraws: string;
      countsAs: Readonly<Partial<Record<CheckedAttribute, string>>>;
      sameSerial: (serial: number, people: string) => string;
      samePerson: Readonly<Record<SharedAttribute, (people: string) => string>>;
      unusedSerials: (facts: { unused: number; highest: number; person: string }) => string;
      morePeople: (people: number) => string;
      more: string;
      first: string;
    };
    /** What a picture is, for people who cannot see it. */
    picture: string;
    searchTooLong: (longest: number) => string;
    /** Labels of buttons and fields, in plain text. */
    show: string;
    overview: string;
    moreDepartments: string;
    firstDepartments: string;
    search: string;
    searchField: string;
    searchHint: string;
    whoField: string;
  };
}
