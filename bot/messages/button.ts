import type { KnownBlock } from "@slack/web-api";

/** A button on a line of its own. */
export function button(action: string, label: string, value: string): KnownBlock {
  return {
    type: "actions",
    elements: [{ type: "button", action_id: action, text: { type: "plain_text", text: label }, value }],
  };
}
