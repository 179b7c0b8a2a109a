import { lotterySerial } from "../../data/people/employee.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { FIRST_EXCLUDED, formatExcluded, MORE_EXCLUDED } from "../messages/excluded.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import type { CreateCommand } from "./command.ts";

/** The rest of Slack's three seconds is for the response. */
const LIST_MS = 2_200;

/** `/lottery excluded`: lists everybody who is excluded from draws, until when, and why. */
export const createExcluded: CreateCommand = ({ texts, exclusions, now }) => {
  const showAfter = async (serial: number): Promise<Message> => {
    const people = await exclusions.list(now(), LIST_MS);
    return people ? formatExcluded(people, serial, texts) : formatParagraph(texts.exclude.listLate);
  };
  return {
    run: (args) => (args === "" ? showAfter(0) : formatParagraph(texts.exclude.listUsage)),
    buttons: {
      [FIRST_EXCLUDED]: () => showAfter(0),
      [MORE_EXCLUDED](value) {
        const serial = lotterySerial.safeParse(Number(value));
        if (!serial.success) throw new LotteryError("InvalidInput", "The button's value is malformed.");
        return showAfter(serial.data);
      },
    },
  };
};
