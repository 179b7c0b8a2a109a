import type { WebClient } from "@slack/web-api";
import { log } from "../../data/runtime/log.ts";
import type { Caller, OpenFormFor } from "../commands/command.ts";
import type { Texts } from "../locales/texts.ts";
import { type Form, type FormOrigin, formatForm } from "../messages/form.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import { classifySlackError } from "./classify-slack-error.ts";
import { inTime } from "./in-time.ts";

/** Slack's error codes for a form that the app opened too late, or a second time. */
const EXPIRED = new Set([
  "expired_trigger_id",
  "trigger_expired",
  "exchanged_trigger_id",
  "trigger_exchanged",
]);

/** Slack's error code for a change of a form that the person has closed. */
const CLOSED = "not_found";

/** Slack shows at most three forms on top of each other. */
const TOO_DEEP = "push_limit_reached";

/** Calls Slack about forms. No method throws. */
export interface FormClient {
  open: OpenFormFor;
  /** Shows another form on top of the open one. Returns undefined, or why Slack did not. */
  push(triggerId: string, form: Form, origin: FormOrigin): Promise<Message | undefined>;
  /** Replaces an open form. Returns undefined, `closed` if the person has closed it, or why Slack did not. */
  update(viewId: string, form: Form, origin: FormOrigin): Promise<Message | "closed" | undefined>;
  /** Sends a private message within this time: in the channel, or directly. Returns whether Slack confirmed that. */
  tell(caller: Pick<Caller, "userId" | "channelId">, message: Message, ms: number): Promise<boolean>;
}

/** Creates the functions that open, change and follow up forms within Slack's time limits. */
export function createFormClient({
  connect,
  texts,
  timeoutMs,
}: {
  connect: () => Promise<WebClient>;
  texts: Texts;
  /** The limit of each call to open or change a form. */
  timeoutMs: number;
}): FormClient {
  const explain = (error: unknown): string => {
    const failure = classifySlackError(error);
    if (failure.kind === "transient") {
      log("warn", "form-not-confirmed", { reason: error instanceof Error ? error.name : "unknown" });
      const isPostponed = !failure.mayHavePosted || failure.retryAfter !== undefined;
      return isPostponed ? texts.forms.postponed : texts.forms.notConfirmed;
    }
    if (failure.kind === "unauthorized") {
      log("error", "slack-token-refused", { reason: failure.reason });
      return texts.forms.unauthorized;
    }
    if (EXPIRED.has(failure.reason)) {
      log("warn", "form-expired");
      return texts.forms.expired;
    }
    log("error", "form-refused", { reason: failure.reason });
    return failure.reason === TOO_DEEP ? texts.forms.tooDeep : texts.forms.refused(failure.reason);
  };

  /** Returns what to say if Slack does not confirm the call. */
  const attempt = async (call: (slack: WebClient) => Promise<unknown>): Promise<Message | undefined> => {
    try {
      const isConfirmed = await inTime(
        connect()
          .then(call)
          .then(() => true),
        timeoutMs,
      );
      if (isConfirmed) return undefined;
      log("warn", "form-not-confirmed", { reason: "timeout" });
      return formatParagraph(texts.forms.notConfirmed);
    } catch (error) {
      return formatParagraph(explain(error));
    }
  };

  /** Returns whether Slack has posted a message. */
  const post = async (send: (slack: WebClient) => Promise<unknown>): Promise<boolean> => {
    try {
      await send(await connect());
      return true;
    } catch (error) {
      const failure = classifySlackError(error);
      log("warn", "response-not-sent", {
        reason: failure.kind === "transient" ? failure.kind : failure.reason,
      });
      return false;
    }
  };

  const update = async (viewId: string, form: Form, origin: FormOrigin) => {
    let isClosed = false;
    const obstacle = await attempt((slack) =>
      slack.views.update({ view_id: viewId, view: formatForm(form, origin) }).catch((error: unknown) => {
        const failure = classifySlackError(error);
        if (failure.kind !== "refused" || failure.reason !== CLOSED) throw error;
        isClosed = true;
      }),
    );
    return isClosed ? "closed" : obstacle;
  };

  return {
    async open({ channelId, channelName, triggerId }, form, later) {
      const origin = { channelId, channelName, nonce: triggerId };
      let viewId: string | undefined;
      const obstacle = await attempt(async (slack) => {
        const opened = await slack.views.open({ trigger_id: triggerId, view: formatForm(form, origin) });
        viewId = opened.view?.id;
      });
      const id = viewId;
      if (id === undefined) return obstacle;
      const newer = await later?.();
      // The person may have closed or submitted the form in the meantime.
      if (newer) await update(id, newer, origin);
      return obstacle;
    },

    push: (triggerId, form, origin) =>
      attempt((slack) => slack.views.push({ trigger_id: triggerId, view: formatForm(form, origin) })),

    update,

    async tell({ userId, channelId }, message, ms) {
      const send = async () => {
        const inChannel = { channel: channelId, user: userId, ...message };
        return (
          (channelId !== "" && (await post((slack) => slack.chat.postEphemeral(inChannel)))) ||
          (await post((slack) => slack.chat.postMessage({ channel: userId, ...message })))
        );
      };
      return (await inTime(send(), ms)) ?? false;
    },
  };
}
