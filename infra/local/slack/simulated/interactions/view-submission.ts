import { z } from "zod";
import type { BotRequests } from "../requests/bot-requests.ts";
import { formatContext, type InteractionContext } from "./interaction-context.ts";
import { enteredSchema, formatStateValues } from "./state-values.ts";
import type { Triggers } from "./triggers.ts";
import { formatView, type Views, viewSchema } from "./views.ts";

export const submissionSchema = z.object({ view_id: z.string(), values: enteredSchema.default({}) });

/** A response of the app to a submission. An empty response closes the modal. */
const responseSchema = z.discriminatedUnion("response_action", [
  z.object({ response_action: z.literal("errors"), errors: z.record(z.string(), z.string()) }),
  z.object({ response_action: z.literal("update"), view: viewSchema }),
  z.object({ response_action: z.literal("push"), view: viewSchema }),
  z.object({ response_action: z.literal("clear") }),
]);

type Submitted = { ok: true } | { ok: false; error: string; errors?: Record<string, string> };

interface ViewSubmissionDeps {
  triggers: Triggers;
  views: Views;
  bot: BotRequests;
}

/** Parses a response. Returns null if it is empty, and undefined if it is invalid. */
function parseResponse(body: string): z.infer<typeof responseSchema> | null | undefined {
  if (body === "") return null;
  try {
    return responseSchema.safeParse(JSON.parse(body)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Creates the functions that send the submission and the closing of a modal to the bot, signed, and apply its response. */
export function createViewSubmission({ triggers, views, bot }: ViewSubmissionDeps) {
  const format = (type: string, context: InteractionContext, view: object) => ({
    payload: JSON.stringify({ type, ...formatContext(context, triggers.create(context.user.id)), view }),
  });

  return {
    async submit(
      { view_id, values }: z.infer<typeof submissionSchema>,
      context: InteractionContext,
    ): Promise<Submitted> {
      const { user, origin } = context;
      const view = views.find(user.id, view_id);
      if (!view) return { ok: false, error: "not_found" };
      const state = formatStateValues(view.blocks, values);
      const delivery = await bot.deliver(origin, format("view_submission", context, formatView(view, state)));
      if (!delivery.ok) return delivery;
      const response = parseResponse(delivery.body);
      if (response === undefined) return { ok: false, error: "invalid_response" };
      if (response === null) views.close(user.id, view.id);
      else if (response.response_action === "clear") views.clear(user.id);
      else if (response.response_action === "update") views.update({ view_id }, response.view);
      else if (response.response_action === "push") views.push(user.id, response.view);
      else return { ok: false, error: "errors", errors: response.errors };
      return { ok: true };
    },

    /** Closes a modal. Notifies the bot if the modal asks for that. */
    async close(viewId: string, context: InteractionContext): Promise<void> {
      const view = views.find(context.user.id, viewId);
      if (!view) return;
      views.close(context.user.id, viewId);
      if (view.notify_on_close)
        await bot.deliver(
          context.origin,
          format("view_closed", context, { ...formatView(view), is_cleared: false }),
        );
    },
  };
}
