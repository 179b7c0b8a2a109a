import type { BlockAction } from "@slack/bolt";
import { log } from "../../data/runtime/log.ts";
import type { FormResponse, OpenForm } from "../commands/form-response.ts";
import { HOME_IDS, REFRESH_HOME } from "../home/action-ids.ts";
import type { Home } from "../home/home.ts";
import type { Texts } from "../locales/texts.ts";
import { type Form, formatNotice } from "../messages/form.ts";
import type { Message } from "../messages/message.ts";
import type { FormClient } from "./form-client.ts";
import { isFromWorkspace, isOwnInteraction, type Workspace } from "./is-from-workspace.ts";
import type { PublishHome } from "./publish-home.ts";
import type { RespondInTime } from "./respond-in-time.ts";
import { changedField, homeOpenedEvent, viewPayload } from "./slack-request.ts";

/** ms in which a direct message is usually sent. */
const LEAST_MS = 500;

/** Who opened the tab, and the workspace: the body of an event. */
interface OpenedBody {
  api_app_id?: string;
  team_id?: string;
  enterprise_id?: string | null;
}

/**
 * Creates the functions that show the Home tab and handle clicks on it. The tab has no channel, so answers are shown in a form
 * above it or, if Slack does not open that, in a direct message.
 */
export function createHomeListeners({
  loadHome,
  publish,
  texts,
  workspace,
  formClient,
  respondInTime,
  respondWithinMs,
}: {
  /** Loads the code of the tab when it is used for the first time. */
  loadHome: () => Promise<Home>;
  publish: PublishHome;
  texts: Texts;
  workspace: Workspace;
  formClient: Pick<FormClient, "open" | "tell">;
  respondInTime: RespondInTime;
  respondWithinMs: number;
}) {
  const show = (
    event: string,
    userId: string,
    shown: { remembered: string | undefined; hash?: string | undefined },
  ) =>
    respondInTime(event, async () => {
      const home = await loadHome();
      await publish(userId, await home.read(userId, shown.remembered), shown.hash);
    });

  return {
    /** Whether a form belongs to the tab. */
    isOwnForm: (callback: string): boolean => callback.startsWith(HOME_IDS),

    /** Returns what the submission of a form of the tab does. */
    async submit(form: OpenForm, by: Parameters<Home["submit"]>[1]): Promise<FormResponse> {
      return (await loadHome()).submit(form, by);
    },

    /**
     * Publishes the tab for a person who has opened it. An event that Slack sends again changes nothing: the first one has
     * changed the hash of the tab.
     */
    async opened(body: OpenedBody, received: unknown): Promise<void> {
      const { user, tab, view } = homeOpenedEvent.parse(received);
      const isOwn = isFromWorkspace(workspace, {
        appId: body.api_app_id,
        teamId: body.team_id,
        enterpriseId: body.enterprise_id ?? undefined,
      });
      if (!isOwn) {
        log("warn", "event-refused", { reason: "other-workspace" });
        return;
      }
      if (tab === "home")
        await show("home-failed", user, { remembered: view?.private_metadata, hash: view?.hash });
    },

    /** Handles a click on the tab. */
    async click(body: BlockAction, received: unknown): Promise<void> {
      const view = viewPayload.parse(body.view);
      if (!isOwnInteraction(workspace, body)) {
        log("warn", "click-refused", { reason: "other-workspace" });
        return;
      }
      const { action_id, value } = changedField.parse(received);
      const userId = body.user.id;
      if (action_id === REFRESH_HOME) {
        await show("home-failed", userId, { remembered: view.private_metadata });
        return;
      }
      // Commands that need a channel refuse a direct message, or ask for a channel in their form.
      const by = { userId, channelId: "", channelName: "directmessage", triggerId: body.trigger_id };
      const end = performance.now() + respondWithinMs;
      const open = (form: Form) => formClient.open({ ...by, mentions: [] }, form);
      const showMessage = async (message: Message) => {
        const { notice, close } = texts.forms;
        const obstacle = await open(formatNotice(notice, close, message));
        if (obstacle) await formClient.tell(by, message, Math.max(end - performance.now(), LEAST_MS));
      };
      const outcome = await respondInTime("click-failed", async () => {
        const shown = await (await loadHome()).click(action_id, value ?? "", by);
        return shown && "callback" in shown ? await open(shown) : shown;
      });
      const message = "response" in outcome ? outcome.response : outcome.apology;
      if (message) await showMessage(message);
    },
  };
}
