import { z } from "zod";
import type { BotRequests } from "./bot-requests.ts";
import { formatOccasion, type Occasion } from "./occasion.ts";
import { enteredSchema, formatStateValues } from "./state-values.ts";
import type { Triggers } from "./triggers.ts";
import { formatView, type Views, viewSchema } from "./views.ts";

export const submissionSchema = z.object({ view_id: z.string(), values: enteredSchema.default({}) });

/** What an app answers to a submission; nothing closes the modal. */
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

/** `undefined` for an answer that Slack does not understand, `null` for none. */
function parseResponse(body: string): z.infer<typeof responseSchema> | null | undefined {
  if (body === "") return null;
  try {
    return responseSchema.safeParse(JSON.parse(body)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Sends what is entered in a modal to the bot, signed, and does what the bot answers. */
export function createViewSubmission({ triggers, views, bot }: ViewSubmissionDeps) {
  const format = (type: string, occasion: Occasion, view: object) => ({
    payload: JSON.stringify({ type, ...formatOccasion(occasion, triggers.create(occasion.user.id)), view }),
  });

  return {
    async submit(
      { view_id, values }: z.infer<typeof submissionSchema>,
      occasion: Occasion,
    ): Promise<Submitted> {
      const { user, origin } = occasion;
      const view = views.find(user.id, view_id);
      if (!view) return { ok: false, error: "not_found" };
      const state = formatStateValues(view.blocks, values);
      const delivery = await bot.deliver(
        origin,
        format("view_submission", occasion, formatView(view, state)),
      );
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

    /** Closes a modal; the bot is told where it asked for that. */
    async close(viewId: string, occasion: Occasion): Promise<void> {
      const view = views.find(occasion.user.id, viewId);
      if (!view) return;
      views.close(occasion.user.id, viewId);
      if (view.notify_on_close)
        await bot.deliver(
          occasion.origin,
          format("view_closed", occasion, { ...formatView(view), is_cleared: false }),
        );
    },
  };
}
