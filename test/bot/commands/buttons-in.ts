import type { Message } from "../../../bot/messages/message.ts";

/** The buttons of a message, in order. */
export function buttonsIn({ blocks }: Message): { action: string; value: string }[] {
  return blocks
    .flatMap((block) => (block.type === "actions" ? block.elements : []))
    .flatMap((element) =>
      element.type === "button" ? [{ action: element.action_id ?? "", value: element.value ?? "" }] : [],
    );
}
