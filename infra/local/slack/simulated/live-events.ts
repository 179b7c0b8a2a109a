import type { Context } from "hono";
import { createCatalog } from "../../../../bot/commands/registry.ts";
import { createTexts } from "../../../../bot/locales/locales.ts";
import type { Locale } from "../../../../data/runtime/environment.ts";
import type { Mailbox } from "../../services/mail/mailbox.ts";
import { createEventStreams } from "../../web/inspector/event-streams.ts";
import type { Feed } from "../../web/inspector/feed.ts";
import { formatHomeView, type HomeViews } from "./interactions/home-views.ts";
import { formatView, type Views } from "./interactions/views.ts";
import {
  APP,
  type Change,
  formatMessage,
  type Message,
  SLACKBOT,
  TEAM,
  type Workspace,
} from "./workspace.ts";

const formatForPage = (message: Message) => ({
  ...formatMessage(message),
  channel: message.channel,
  ...(message.visibleTo && { visible_to: message.visibleTo }),
  ...(message.isDirect && { is_direct: true }),
});

interface LiveEventsDeps {
  locale: Locale;
  /** The name of the slash command. */
  command: string;
  workspace: Workspace;
  views: Views;
  homes: HomeViews;
  mailbox: Mailbox;
  feeds: readonly Feed[];
  /** Called when a page opens. */
  onVisit: () => void;
}

/** Creates what one person sees of the workspace: the current state, and each change. */
export function createLiveEvents({
  locale,
  command,
  workspace,
  views,
  homes,
  mailbox,
  feeds,
  onVisit,
}: LiveEventsDeps) {
  const streams = createEventStreams();
  const commands = createCatalog(createTexts(locale, command));
  const readHome = (user: string) => {
    const home = homes.find(user);
    return home ? formatHomeView(home) : null;
  };
  const readState = (user: string) => ({
    commands,
    team: TEAM,
    app: { id: APP.userId, name: APP.name },
    slackbot: SLACKBOT,
    people: workspace.people,
    channels: workspace.channels,
    messages: workspace.channels
      .flatMap(({ id }) => workspace.messages(id))
      .filter(({ visibleTo }) => !visibleTo || visibleTo === user)
      .map(formatForPage),
    views: views.list(user).map((view) => formatView(view)),
    home: readHome(user),
    mails: mailbox.list(),
    inspector: Object.fromEntries(feeds.map((feed) => [feed.name, feed.read()])),
  });

  /**
   * Responds with a stream of server-sent events: `state` first, then `message`, `removed`, `views`, `home`, `mail` and the feeds
   * by their names. It sends `state` again after all messages are deleted.
   */
  function openStream(c: Context, user: string): Response {
    onVisit();
    return streams.open(c, (send) => {
      const stops = [
        workspace.subscribe((change: Change) => {
          if (change.type === "cleared") {
            send("state", readState(user));
            return;
          }
          const visibleTo = change.type === "message" ? change.message.visibleTo : change.visibleTo;
          if (visibleTo && visibleTo !== user) return;
          if (change.type === "message") send("message", formatForPage(change.message));
          else send("removed", { channel: change.channel, ts: change.ts });
        }),
        views.subscribe((of, open) => {
          if (of === user)
            send(
              "views",
              open.map((view) => formatView(view)),
            );
        }),
        homes.subscribe((of, view) => {
          if (of === user) send("home", formatHomeView(view));
        }),
        mailbox.onMail((mail) => send("mail", mail)),
        ...feeds.map((feed) => feed.subscribe((change) => send(feed.name, change))),
      ];
      send("state", readState(user));
      return stops;
    });
  }

  return { readState, openStream };
}

export type LiveEvents = ReturnType<typeof createLiveEvents>;
