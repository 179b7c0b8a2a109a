import type { BlockAction, ViewResponseAction, ViewSubmitAction } from "@slack/bolt";
import { log } from "../../data/runtime/log.ts";
import type { Caller } from "../commands/command.ts";
import type { FormResponse } from "../commands/form-response.ts";
import type { Registry } from "../commands/registry.ts";
import type { Texts } from "../locales/texts.ts";
import { type Form, type FormOrigin, formatForm, formatNotice, NOTICE } from "../messages/form.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import type { FormClient } from "./form-client.ts";
import { isOwnInteraction, type Workspace } from "./is-from-workspace.ts";
import { findErrorBlock, readEntered, readForm } from "./open-form.ts";
import type { RespondInTime } from "./respond-in-time.ts";
import { changedField, type ViewPayload, viewPayload } from "./slack-request.ts";

type By = Omit<Caller, "mentions">;

/** What Slack does with a submitted form. Undefined closes it. */
type Reply = ViewResponseAction | undefined;

interface Submission {
  view: ViewPayload;
  origin: FormOrigin;
  by: By;
  msLeft: () => number;
}

/**
 * Creates the functions that pass on submissions of forms, and changes in them, to the registry. As for a command, all work
 * is done before Slack gets its one response.
 */
export function createFormListeners({
  registry,
  texts,
  workspace,
  formClient,
  respondInTime,
  respondWithinMs,
}: {
  registry: Pick<Registry, "change" | "click" | "submit">;
  texts: Texts;
  workspace: Workspace;
  formClient: FormClient;
  respondInTime: RespondInTime;
  respondWithinMs: number;
}) {
  const toNotice = (message: Message): Form => formatNotice(texts.forms.notice, texts.forms.close, message);

  const updateTo = (form: Form, origin: FormOrigin): Reply => ({
    response_action: "update",
    view: formatForm(form, origin),
  });

  /** The origin of a form that is not trusted. */
  const unknownOrigin = ({ id }: ViewPayload): FormOrigin => ({ channelId: "", channelName: "", nonce: id });

  const showErrors = (view: ViewPayload, errors: Readonly<Record<string, string>>): Reply => {
    const shown = Object.entries(errors).flatMap(([name, text]) => {
      const block = findErrorBlock(view, name);
      return block ? [[block, text] as const] : [];
    });
    if (shown.length > 0) return { response_action: "errors", errors: Object.fromEntries(shown) };
    return updateTo(toNotice(formatParagraph(Object.values(errors).join("\n"))), unknownOrigin(view));
  };

  const replyTo = async (
    response: FormResponse,
    { view, origin, by, msLeft }: Submission,
  ): Promise<Reply> => {
    if ("errors" in response) return showErrors(view, response.errors);
    if ("change" in response) return updateTo(response.change, origin);
    if ("push" in response)
      return {
        response_action: "push",
        view: formatForm(response.push, { ...origin, nonce: by.triggerId }),
      };
    if ("back" in response) {
      const below = view.previous_view_id;
      const isShownBelow = below && !(await formClient.update(below, response.back, origin));
      return isShownBelow ? undefined : updateTo(response.back, origin);
    }
    const wasTold = await formClient.tell(by, response.done, msLeft());
    return wasTold ? { response_action: "clear" } : updateTo(toNotice(response.done), origin);
  };

  return {
    /** Returns how Slack continues with a submitted form. */
    async submit(body: ViewSubmitAction): Promise<Reply> {
      const end = performance.now() + respondWithinMs;
      const view = viewPayload.parse(body.view);
      if (!isOwnInteraction(workspace, body)) {
        log("warn", "submission-refused", { reason: "other-workspace" });
        return updateTo(toNotice(formatParagraph(texts.otherWorkspace)), unknownOrigin(view));
      }
      const outcome = await respondInTime("submission-failed", async () => {
        const { form, origin } = readForm(view);
        const { channelId, channelName } = origin;
        const by = { userId: body.user.id, channelId, channelName, triggerId: body.trigger_id };
        const response = await registry.submit(view.callback_id, form, by);
        // The message must not take the time in which the form itself can show it.
        const msLeft = () => end - performance.now() - 100;
        return { reply: await replyTo(response, { view, origin, by, msLeft }) };
      });
      if ("response" in outcome) return outcome.response.reply;
      const { apology, isLate } = outcome;
      // If nothing was changed, the form stays open with its input.
      return isLate
        ? updateTo(toNotice(apology), unknownOrigin(view))
        : showErrors(view, { "": apology.text });
    },

    /** Changes an open form after a click, or after another value was chosen. */
    async change(body: BlockAction, action: unknown): Promise<void> {
      const view = viewPayload.parse(body.view);
      let by: By = { userId: body.user.id, channelId: "", channelName: "", triggerId: body.trigger_id };
      /** Shows a message above the form, which keeps its input; otherwise sends it privately. */
      const inform = async (message: Message) => {
        const obstacle = await formClient.push(by.triggerId, toNotice(message), unknownOrigin(view));
        if (obstacle) await formClient.tell(by, message, respondWithinMs);
      };
      if (!isOwnInteraction(workspace, body)) {
        log("warn", "click-refused", { reason: "other-workspace" });
        await inform(formatParagraph(texts.otherWorkspace));
        return;
      }
      const outcome = await respondInTime("click-failed", async () => {
        const { form, origin } = readForm(view);
        const { channelId, channelName } = origin;
        by = { ...by, channelId, channelName };
        const { action_id, ...element } = changedField.parse(action);
        if (view.callback_id === NOTICE) {
          // A button of the message that is shown in the place of a form.
          const answer = await registry.click(action_id, element.value ?? "", by);
          return answer && (await formClient.update(view.id, toNotice(answer), origin)) ? answer : undefined;
        }
        const change = await registry.change(action_id, readEntered(element), form, by);
        if (!change) return undefined;
        if ("done" in change) return change.done;
        if ("push" in change)
          return formClient.push(by.triggerId, change.push, { ...origin, nonce: by.triggerId });
        const obstacle = await formClient.update(view.id, change.change, origin);
        return obstacle === "closed" ? undefined : obstacle;
      });
      const message = "response" in outcome ? outcome.response : outcome.apology;
      if (message) await inform(message);
    },
  };
}
