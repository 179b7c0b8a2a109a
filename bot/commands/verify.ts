import type { DrawnRecord } from "../../data/ledger/draw-record.ts";
import { exportDraw } from "../../workflow/draw/export-draw.ts";
import { parseDrawNumber } from "../input/parse-draw-number.ts";
import { parseMe } from "../input/parse-me.ts";
import { formatUndecided } from "../messages/failure.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import { formatVerification } from "../messages/verification.ts";
import { CHANGES_BUTTON, formatMoreChanges } from "../messages/verified-changes.ts";
import { formatPositions, POSITIONS_BUTTON } from "../messages/verified-positions.ts";
import { parsePageStart } from "./button-values.ts";
import type { CommandHandlers, CreateCommand } from "./command.ts";
import { createVerifyMe } from "./verify-me.ts";

/**
 * `/lottery verify <draw>`: verifies a draw from its record and explains why these people won. With `me`, shows people
 * their own entry.
 */
export const createVerify: CreateCommand = async (services): Promise<CommandHandlers> => {
  const { texts, ledger, chain, now } = services;
  const visitLog = await services.openVisitLog();
  const verifyMe = createVerifyMe({ ...services, visitLog });

  const exportOf = (draw: DrawnRecord) =>
    exportDraw(draw, { readPositions: visitLog.read, rosterPages: ledger.rosterPages });

  const verify = async (draw: DrawnRecord) => {
    // Only this command needs the large code of the curve.
    const { isGenuine } = await import("../../workflow/beacon/round-signature.ts");
    return formatVerification(await exportOf(draw), { chain, isGenuine }, texts);
  };

  const withDraw = async (
    drawNo: number,
    format: (draw: DrawnRecord) => Promise<Message>,
  ): Promise<Message> => {
    const draw = await ledger.read(drawNo);
    if (!draw) return formatParagraph(texts.history.unknownDraw(drawNo));
    if (draw.status !== "drawn") return formatUndecided(draw, texts, now());
    return format(draw);
  };

  return {
    run(args, { userId }) {
      const parsed = parseDrawNumber(args);
      if (!parsed) return formatParagraph(texts.verify.usage);
      const me = parseMe(parsed.rest);
      if (me) return verifyMe(parsed.drawNo, { userId, ...me });
      return withDraw(parsed.drawNo, verify);
    },
    buttons: {
      [CHANGES_BUTTON](value) {
        const { drawNo, from } = parsePageStart(value);
        return withDraw(drawNo, async (draw) => formatMoreChanges(await exportOf(draw), from, texts));
      },
      [POSITIONS_BUTTON](value) {
        const { drawNo, from } = parsePageStart(value);
        return withDraw(drawNo, async (draw) => formatPositions(await exportOf(draw), from, texts));
      },
    },
  };
};
