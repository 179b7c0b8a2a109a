import { z } from "zod";
import type { Interactive } from "../block-kit/block-elements.ts";
import { type Blocks, findElements } from "../block-kit/blocks.ts";
import type { BotRequests, DeliveryError } from "../requests/bot-requests.ts";
import { formatMessage, type Message, type Workspace } from "../workspace.ts";
import { formatHomeView, type HomeViews } from "./home-views.ts";
import { formatContext, type InteractionContext } from "./interaction-context.ts";
import type { ResponseUrls } from "./response-url.ts";
import { enteredSchema, formatStateValues, formatValue } from "./state-values.ts";
import type { Triggers } from "./triggers.ts";
import { formatView, type Views } from "./views.ts";

/** An action of a user on an element of a message (`ts`), or of a modal or the Home tab (`view_id`). */
export const actionSchema = z.object({
  ts: z.string().optional(),
  view_id: z.string().optional(),
  block_id: z.string(),
  action_id: z.string(),
  values: enteredSchema.default({}),
});

type Action = z.infer<typeof actionSchema>;

interface BlockActionDeps {
  workspace: Workspace;
  responseUrls: ResponseUrls;
  triggers: Triggers;
  views: Views;
  homes: HomeViews;
  bot: BotRequests;
}

/** Formats the entry of `actions`: the element and its new value. */
function formatAction(element: Interactive, { block_id, action_id, values }: Action) {
  const value =
    element.type === "button"
      ? {
          type: element.type,
          text: element.text,
          ...(element.value !== undefined && { value: element.value }),
          ...(element.style && { style: element.style }),
        }
      : {
          ...formatValue(element, values[block_id]?.[action_id]),
          ...("placeholder" in element && element.placeholder && { placeholder: element.placeholder }),
          ...("initial_option" in element &&
            element.initial_option && { initial_option: element.initial_option }),
        };
  return { ...value, action_id, block_id, action_ts: (Date.now() / 1000).toFixed(6) };
}

/** Formats the payload's properties of a message. An ephemeral message is left out, because Slack does not store it. */
function formatMessageContainer(message: Message, { channel }: InteractionContext) {
  return {
    container: {
      type: "message",
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: message.visibleTo !== undefined,
    },
    channel: { id: channel.id, name: channel.name },
    ...(!message.visibleTo && { message: formatMessage(message, { metadata: true }) }),
  };
}

/** Creates the function that sends actions on buttons and menus to the bot, signed. */
export function createBlockAction({ workspace, responseUrls, triggers, views, homes, bot }: BlockActionDeps) {
  /** Returns the error if the user cannot see the element, or if the bot does not respond. */
  return async function sendAction(
    action: Action,
    context: InteractionContext,
  ): Promise<DeliveryError | "message_not_found" | undefined> {
    const { user, channel, origin } = context;
    const { ts, view_id, block_id, action_id, values } = action;
    const view = view_id ? views.find(user.id, view_id) : undefined;
    const ownHome = homes.find(user.id);
    const home = ownHome?.id === view_id ? ownHome : undefined;
    const message = ts ? workspace.find(channel.id, ts) : undefined;
    const blocks: Blocks = view?.blocks ?? home?.blocks ?? message?.blocks ?? [];
    const { element } =
      findElements(blocks).find(
        (each) => each.blockId === block_id && each.element.action_id === action_id,
      ) ?? {};
    if (!element || (message?.visibleTo && message.visibleTo !== user.id)) return "message_not_found";

    const state = formatStateValues(blocks, values);
    const payload = {
      type: "block_actions",
      ...formatContext(context, triggers.create(user.id)),
      ...(view && { container: { type: "view", view_id: view.id }, view: formatView(view, state) }),
      ...(home && { container: { type: "view", view_id: home.id }, view: formatHomeView(home, state) }),
      ...(message && {
        ...formatMessageContainer(message, context),
        state: { values: state },
        response_url:
          origin + responseUrls.create({ channel: channel.id, user: user.id, originalTs: message.ts }),
      }),
      actions: [formatAction(element, action)],
    };
    const delivery = await bot.deliver(origin, { payload: JSON.stringify(payload) });
    return delivery.ok ? undefined : delivery.error;
  };
}
