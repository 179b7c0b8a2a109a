import type { CommandName } from "../../../bot/commands/registry.ts";
import { type CommandCase, click, LONG, mention, type Path, shown, type } from "./case.ts";
import { ADDED_OPERATOR, GUEST, MEMBER, OPERATOR } from "./open-bot.ts";

/** The cases of the commands about the campaign, its prizes, permissions and the log. */
export const createSettingCases = () => {
  const newCampaign = type("campaign new Next");
  const addOperator = type(`operators add ${mention(MEMBER)}`);
  const removeOperator = type(`operators remove ${mention(ADDED_OPERATOR)}`);
  const addChannel = type("channels add <#C0LOTTERY|lottery>");
  const removeChannel: Path = [
    addChannel,
    click("lottery_channels_add"),
    type("channels remove <#C0LOTTERY|lottery>"),
  ];
  const addPrize: Path = [type("prizes"), { change: "lottery_prizes_add" }];
  const editPrizes: Path = [type("prizes"), { change: "lottery_prizes_edit" }];

  return {
    campaign: {
      works: [
        [type("campaign")],
        [newCampaign],
        [newCampaign, click("lottery_campaign_confirm")],
        [newCampaign, click("lottery_campaign_cancel")],
        [type("campaign rename Better")],
        [type("campaign"), click("lottery_campaign_new")],
        [
          type("campaign"),
          click("lottery_campaign_new"),
          { submit: "lottery_campaign_start", values: { name: "Next" } },
        ],
        [type("campaign"), click("lottery_campaign_name")],
        [
          type("campaign"),
          click("lottery_campaign_name"),
          { submit: "lottery_campaign_rename", values: { name: "Better" } },
        ],
      ],
      refuses: [
        [[type("campaign stop")], (t) => t.campaign.usage],
        [[type("campaign new")], (t) => t.campaign.nameMissing],
        [[type(`campaign rename ${LONG}`)], (t) => t.campaign.nameTooLong(75)],
        [
          [
            type("campaign"),
            click("lottery_campaign_new"),
            { submit: "lottery_campaign_start", values: { name: " " } },
          ],
          (t) => t.campaign.nameMissing,
        ],
        [
          [
            type("campaign"),
            click("lottery_campaign_name"),
            { submit: "lottery_campaign_rename", values: { name: LONG } },
          ],
          (t) => t.campaign.nameTooLong(75),
        ],
      ],
      empty: [[type("campaign")], (t) => t.campaign.eligible(0)],
    },
    prizes: {
      works: [
        [type("prizes")],
        addPrize,
        [...addPrize, { submit: "lottery_prizes_add", values: { name: "Mug", quantity: "3" } }],
        editPrizes,
        [...editPrizes, { submit: "lottery_prizes_edit", values: { list0: "4 × Lamp\n2 × Sofa" } }],
      ],
      refuses: [
        [
          [...addPrize, { submit: "lottery_prizes_add", values: { name: " ", quantity: "3" } }],
          (t) => t.prizes.errors.reasons["no-name"],
        ],
        [
          [...addPrize, { submit: "lottery_prizes_add", values: { name: "lamp", quantity: "2" } }],
          (t) => t.prizes.errors.reasons.twice,
        ],
        [
          [...addPrize, { submit: "lottery_prizes_add", values: { name: "Mug", quantity: "many" } }],
          (t) => t.prizes.errors.reasons.quantity,
        ],
        [
          [...editPrizes, { submit: "lottery_prizes_edit", values: { list0: "1 × Sofa" } }],
          (t) => t.prizes.errors.hasWinners("Lamp", 2),
        ],
        [
          [...editPrizes, { submit: "lottery_prizes_edit", values: { list0: "9999 × Lamp" } }],
          (t) => t.prizes.errors.reasons.quantity,
        ],
      ],
      empty: [[type("prizes")], (t) => t.prizes.empty],
    },
    operators: {
      works: [
        [type("operators")],
        [addOperator],
        [addOperator, click("lottery_operators_add")],
        [removeOperator, click("lottery_operators_remove")],
        [removeOperator, click("lottery_operators_cancel")],
      ],
      refuses: [
        [[type("operators promote")], (t) => t.operators.usage],
        [[type("operators add Ann")], (t) => t.operators.usage],
        [[type(`operators add ${mention(GUEST)}`)], (t) => t.operators.cannotAdd.guest(shown(GUEST))],
        [
          [type(`operators add ${mention(ADDED_OPERATOR)}`)],
          (t) => t.operators.isOperator(shown(ADDED_OPERATOR)),
        ],
        [[type(`operators remove ${mention(MEMBER)}`)], (t) => t.operators.noOperator(shown(MEMBER))],
        [[type(`operators remove ${mention(OPERATOR)}`)], (t) => t.operators.isConfigured(shown(OPERATOR))],
      ],
      empty: [
        [type(`operators remove ${mention(ADDED_OPERATOR)}`)],
        (t) => t.operators.noOperator(shown(ADDED_OPERATOR)),
      ],
    },
    channels: {
      works: [
        [type("channels")],
        [addChannel],
        [addChannel, click("lottery_channels_add")],
        [addChannel, click("lottery_channels_cancel")],
        [...removeChannel, click("lottery_channels_remove")],
      ],
      refuses: [
        [[type("channels add here")], (t) => t.channels.usage],
        [[type("channels close")], (t) => t.channels.usage],
      ],
      empty: [[type("channels")], (t) => t.channels.any],
    },
    log: {
      works: [
        [type("log")],
        [type("log 1")],
        [type(`log ${mention(MEMBER)}`)],
        [type("log E0009")],
        [click("lottery_log_older", '{"of":"all","before":"2026-06-16"}')],
        [click("lottery_log_newest", '{"of":"all"}')],
      ],
      refuses: [
        [[type("log a b")], (t) => t.log.usage],
        [[type("log 99")], (t) => t.log.empty],
      ],
      empty: [[type("log 1")], (t) => t.log.empty],
    },
    help: {
      works: [[type("help")], [type("")]],
      refuses: [[[type("dance")], (t) => t.unknownCommand("dance")]],
      empty: [[type("help")], (t) => t.help.title],
    },
  } satisfies Partial<Record<CommandName, CommandCase>>;
};
