import { randomBytes } from "node:crypto";
import type { BotRequests, DeliveryError } from "../requests/bot-requests.ts";
import { APP, TEAM } from "../workspace.ts";
import { formatHomeView, type HomeViews } from "./home-views.ts";
import { type InteractionContext, VERIFICATION_TOKEN } from "./interaction-context.ts";

/** The tabs of an app. */
export type AppTab = "home" | "messages";

/** Slack's reasons for sending an event again. */
const RETRY_REASONS: Readonly<Record<DeliveryError, string>> = {
  operation_timeout: "http_timeout",
  dispatch_failed: "http_error",
};

/** Creates the function that tells the bot, signed, that somebody has opened a tab of the app. */
export function createOpenHome({ homes, bot }: { homes: HomeViews; bot: BotRequests }) {
  /**
   * Sends the event, and sends it again if the bot does not respond. (Slack tries a second and a third time after one and
   * five minutes.) https://docs.slack.dev/reference/events/app_home_opened
   */
  return async function openHome(tab: AppTab, { user, origin }: InteractionContext): Promise<void> {
    const seconds = Date.now() / 1000;
    const view = homes.find(user.id);
    const body = JSON.stringify({
      token: VERIFICATION_TOKEN,
      team_id: TEAM.id,
      api_app_id: APP.id,
      event: {
        type: "app_home_opened",
        user: user.id,
        channel: user.id.replace(/^./, "D"),
        event_ts: seconds.toFixed(6),
        tab,
        ...(view && { view: formatHomeView(view) }),
      },
      type: "event_callback",
      event_id: `Ev${randomBytes(5).toString("hex").toUpperCase()}`,
      event_time: Math.floor(seconds),
      authorizations: [
        {
          enterprise_id: null,
          team_id: TEAM.id,
          user_id: APP.userId,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
    });
    const delivery = await bot.deliverEvent(origin, body);
    if (!delivery.ok) await bot.deliverEvent(origin, body, { num: 1, reason: RETRY_REASONS[delivery.error] });
  };
}
