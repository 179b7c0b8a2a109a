import type { CommandName } from "../../../bot/commands/registry.ts";
import { type CommandCase, click, LONG, type Path, type } from "./case.ts";
import type { World } from "./world.ts";

/** The cases of the commands about draws and their winners. */
export const createDrawCases = ({ winners }: World) => {
  const [first = "", second = ""] = winners;
  const drawForm = type("draw");
  const question = type("draw 9 Lamp");
  const redraw = type(`redraw 1 ${first} is away`);
  const start = "lottery_draw_start";
  const onlySome: Path = [drawForm, { change: "lottery_draw_who", value: "only" }];

  return {
    draw: {
      works: [
        [type("draw 2 Sofa bed")],
        [drawForm],
        [question],
        [question, click("lottery_draw_confirm")],
        [question, click("lottery_draw_cancel")],
        [drawForm, { change: "lottery_draw_prize", value: "p2" }],
        [drawForm, { change: "lottery_draw_winners", value: "2" }],
        onlySome,
        [...onlySome, { change: "lottery_draw_departments", value: ["Sales"] }],
        [drawForm, { change: "lottery_draw_joined", value: "2026-01-01" }],
        [drawForm, { change: "lottery_draw_again", value: ["again"] }],
        [drawForm, { change: "lottery_draw_count" }],
        [drawForm, { submit: start }],
      ],
      refuses: [
        [[type("draw two")], (t) => t.draw.usage],
        [[type("draw 1,000")], (t) => t.draw.grouped("1000")],
        [[type("draw 2 500")], (t) => t.draw.numberPrize(2, "500", undefined)],
        [[type("draw 1001")], (t) => t.failure(undefined, t.reasons.TooManyWinners({ most: 1_000 }))],
        [[type(`draw 1 ${LONG}`)], (t) => t.draw.prizeTooLong(150)],
        [[drawForm, { submit: start, values: { winners: "0" } }], (t) => t.draw.form.errors.faults.winners],
        [
          [drawForm, { submit: start, values: { winners: "1001" } }],
          (t) => t.draw.form.errors.faults.winners,
        ],
        [
          [drawForm, { submit: start, values: { channel: "D1" } }],
          (t) => t.draw.form.errors.faults.noChannel,
        ],
        [
          [...onlySome, { submit: start, values: { departments: [] } }],
          (t) => t.draw.form.errors.faults.noDepartments,
        ],
        [
          [drawForm, { submit: start, values: { joined: "2000-01-01" } }],
          (t) => t.draw.form.errors.tooFew(0),
        ],
      ],
      empty: [[drawForm, { submit: start }], (t) => t.draw.form.errors.tooFew(0)],
    },
    redraw: {
      works: [
        [redraw],
        [redraw, click("lottery_redraw_confirm")],
        [redraw, click("lottery_redraw_cancel")],
        [type("redraw 1 Name"), click("lottery_redraw_choose")],
      ],
      refuses: [
        [[type("redraw")], (t) => t.redraw.usage],
        [[type("redraw 1")], (t) => t.redraw.usage],
        [[type("redraw 99 Zoe")], (t) => t.history.unknownDraw(99)],
        [[type("redraw 1 Zoe")], (t) => t.redraw.unknownWinner(1)],
        [
          [type("redraw 2 Zoe")],
          (t) =>
            t.revision.failed(
              2,
              t.reasons.NotEnoughEntrants({ asked: 100, eligible: 6, roster: 9, ruled_out: 1 }),
            ),
        ],
        [[type("redraw 3 Zoe")], (t) => t.revision.isVoid(3)],
        [[type("redraw 4 Zoe")], (t) => t.revision.inProgress(4)],
        [[type(`redraw 1 ${first} ${LONG}`)], (t) => t.revision.reasonTooLong(150)],
      ],
      empty: [[type("redraw 1 Zoe")], (t) => t.history.unknownDraw(1)],
    },
    void: {
      works: [
        [type("void 1 wrong list")],
        [type("void 1 wrong list"), click("lottery_void_confirm")],
        [type("void 1"), click("lottery_void_cancel")],
      ],
      refuses: [
        [[type("void")], (t) => t.void.usage],
        [[type("void one")], (t) => t.void.usage],
        [[type("void 99")], (t) => t.history.unknownDraw(99)],
        [[type("void 3")], (t) => t.revision.isVoid(3)],
        [[type("void 4")], (t) => t.revision.inProgress(4)],
        [[type(`void 1 ${LONG}`)], (t) => t.revision.reasonTooLong(150)],
      ],
      empty: [[type("void 1")], (t) => t.history.unknownDraw(1)],
    },
    winners: {
      works: [
        [type("winners")],
        [type("winners 1")],
        [click("lottery_winners_older", "3")],
        [click("lottery_winners_newest", "newest")],
        [click("lottery_winners_more", "1:0")],
      ],
      refuses: [
        [[type("winners all")], (t) => t.history.usage],
        [[type("winners 99")], (t) => t.history.unknownDraw(99)],
      ],
      empty: [[type("winners")], (t) => t.history.empty],
    },
    verify: {
      works: [
        [type("verify 1")],
        [type("verify 1 me")],
        [click("lottery_verify_changes", "1:0")],
        [click("lottery_verify_positions", "1:0")],
      ],
      refuses: [
        [[type("verify")], (t) => t.verify.usage],
        [[type("verify all")], (t) => t.verify.usage],
        [[type("verify 99")], (t) => t.history.unknownDraw(99)],
        [[type("verify 4")], (t) => t.revision.inProgress(4)],
        [[type("verify 1 me E0001")], (t) => t.entry.notYours(1)],
      ],
      empty: [[type("verify 1 me")], (t) => t.history.unknownDraw(1)],
    },
    handed: {
      works: [
        [type("handed 1")],
        [type(`handed 1 ${second}`)],
        [type("handed 1"), click("lottery_handed_mark")],
        [type("handed 1"), click("lottery_handed_unmark")],
        [click("lottery_handed_list", "1:0")],
      ],
      refuses: [
        [[type("handed")], (t) => t.handed.usage],
        [[type("handed all")], (t) => t.handed.usage],
        [[type("handed 99")], (t) => t.history.unknownDraw(99)],
        [[type("handed 1 Zoe")], (t) => t.redraw.unknownWinner(1)],
        [[type("handed 3")], (t) => t.revision.isVoid(3)],
      ],
      empty: [[type("handed 1")], (t) => t.history.unknownDraw(1)],
    },
    export: {
      works: [[type("export")], [type("export 1")]],
      refuses: [
        [[type("export all")], (t) => t.export.usage],
        [[type("export 99")], (t) => t.history.unknownDraw(99)],
        [[type("export 4")], (t) => t.revision.inProgress(4)],
      ],
      empty: [[type("export 1")], (t) => t.history.unknownDraw(1)],
    },
  } satisfies Partial<Record<CommandName, CommandCase>>;
};
