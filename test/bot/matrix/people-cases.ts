import type { CommandName } from "../../../bot/commands/registry.ts";
import { type CommandCase, click, LONG, mention, shown, type } from "./case.ts";
import { GUEST, MEMBER, NEWCOMER } from "./open-bot.ts";

/** The cases of the commands about people. */
export const createPeopleCases = () => {
  const leave = type("leave E0005");
  const add = type(`add ${mention(NEWCOMER)}`);

  return {
    me: {
      user: MEMBER,
      works: [
        [type("me")],
        [type("me E0001")],
        [type("me"), click("lottery_me_out")],
        [type("me"), click("lottery_me_out"), click("lottery_me_confirm")],
        [type("me"), click("lottery_me_out"), click("lottery_me_cancel")],
        [
          type("me"),
          click("lottery_me_out"),
          click("lottery_me_confirm"),
          type("me"),
          click("lottery_me_in"),
        ],
      ],
      refuses: [
        [[type("me E0001 E0002")], (t) => t.me.usage],
        [[type("me E0002")], (t) => t.me.notYours],
        [[type("me E9999")], (t) => t.me.notYours],
      ],
      empty: [[type("me")], (t) => t.home.notOnRoster],
    },
    roster: {
      works: [
        [type("roster")],
        [type("roster Name")],
        [type("roster"), click("lottery_roster_list")],
        [type("roster"), click("lottery_roster_list"), click("lottery_roster_overview")],
        [click("lottery_roster_first", '{"show":"all"}')],
        [click("lottery_roster_more", '{"show":"all","after":[2,"E0002"]}')],
        [click("lottery_roster_departments", "1")],
        [click("lottery_roster_first_departments", "0")],
        [click("lottery_roster_problems", "0")],
        [click("lottery_roster_more_problems", "20")],
        [click("lottery_roster_first_problems", "0")],
        [type("roster"), click("lottery_roster_search")],
        [
          type("roster"),
          click("lottery_roster_search"),
          { submit: "lottery_roster_find", values: { text: "sales", who: "all" } },
        ],
      ],
      refuses: [
        [[type(`roster ${LONG}`)], (t) => t.roster.searchTooLong(100)],
        [[type("roster Zoe")], (t) => t.roster.nobody],
      ],
      empty: [[type("roster")], (t) => t.roster.empty],
    },
    add: {
      works: [[add], [add, click("lottery_add_confirm")], [add, click("lottery_add_cancel")]],
      refuses: [
        [[type("add")], (t) => t.people.addUsage],
        [[type("add Ann Lee")], (t) => t.people.addUsage],
        [[type(`add ${mention(GUEST)}`)], (t) => t.people.cannotAdd.guest(shown(GUEST))],
        [[type(`add ${mention(MEMBER)}`)], (t) => t.people.present("*Name 1* (E0001)", 1)],
      ],
      empty: [[type(`add ${mention(GUEST)}`)], (t) => t.people.cannotAdd.guest(shown(GUEST))],
    },
    leave: {
      works: [
        [leave],
        [leave, click("lottery_leave_confirm")],
        [leave, click("lottery_leave_cancel")],
        [type("leave Name"), click("lottery_leave_choose")],
      ],
      refuses: [
        [[type("leave")], (t) => t.people.leaveUsage],
        [[type("leave E0005 tomorrow")], (t) => t.people.leaveUsage],
        [[type("leave Zoe")], (t) => t.exclude.unknown],
      ],
      empty: [[type("leave E0001")], (t) => t.exclude.unknown],
    },
    exclude: {
      works: [
        [type("exclude E0005 until 2027-01-31 on leave")],
        [type("exclude Name"), click("lottery_exclude_choose")],
      ],
      refuses: [
        [[type("exclude")], (t) => t.exclude.usage],
        [[type("exclude Zoe")], (t) => t.exclude.unknown],
        [[type(`exclude ${mention(NEWCOMER)}`)], (t) => t.exclude.notLinked],
        [[type("exclude E0005 until 2020-01-31")], (t) => t.exclude.past("2020-01-31")],
        [[type("exclude E0005 until 31.13.2027")], (t) => t.exclude.noDay],
        [[type("exclude E0005 until 01/02/2027")], (t) => t.exclude.ambiguousDay("2027-01-02", "2027-02-01")],
        [[type(`exclude E0005 ${LONG}`)], (t) => t.exclude.reasonTooLong(150)],
      ],
      empty: [[type("exclude E0001")], (t) => t.exclude.unknown],
    },
    include: {
      works: [[type("include E0006")], [type("include Name"), click("lottery_include_choose")]],
      refuses: [
        [[type("include")], (t) => t.exclude.includeUsage],
        [[type("include Zoe")], (t) => t.exclude.unknown],
        [[type("include E0005")], (t) => t.exclude.notExcluded("*Name 5* (E0005)")],
      ],
      empty: [[type("include E0001")], (t) => t.exclude.unknown],
    },
    excluded: {
      works: [
        [type("excluded")],
        [click("lottery_excluded_first", "first")],
        [click("lottery_excluded_more", "1")],
      ],
      refuses: [[[type("excluded Ann")], (t) => t.exclude.listUsage]],
      empty: [[type("excluded")], (t) => t.exclude.nobody],
    },
  } satisfies Partial<Record<CommandName, CommandCase>>;
};
