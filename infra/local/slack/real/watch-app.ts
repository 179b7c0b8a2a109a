import type { Hono } from "hono";
import type { Locale } from "../../../../data/runtime/environment.ts";
import type { Mailbox } from "../../services/mail/mailbox.ts";
import { createEventStreams } from "../../web/inspector/event-streams.ts";
import type { Feed } from "../../web/inspector/feed.ts";
import type { Inspector } from "../../web/inspector/inspector.ts";
import { createExecutionApp } from "../../web/inspector/inspector-app.ts";
import { createPageApp } from "../../web/page-app.ts";

interface WatchAppDeps {
  /** The language of the page. */
  locale: Locale;
  /** The name of the slash command. */
  command: string;
  /** The address or name on which the page listens. */
  host: string;
  mailbox: Mailbox;
  /** Whether mails are sent, or only shown. */
  mailing: "sent" | "shown";
  feeds: readonly Feed[];
  findExecution: Inspector["findExecution"];
  reportError: (error: unknown) => void;
}

/** The page for a real workspace: it shows what the services do, and cannot change anything. */
export function createWatchApp(deps: WatchAppDeps): Hono {
  const { locale, command, host, mailbox, mailing, feeds, findExecution, reportError } = deps;
  const app = createPageApp({ page: "watch", locale, command, host, mailbox, reportError });

  const streams = createEventStreams();
  const readState = () => ({
    mailing,
    mails: mailbox.list(),
    inspector: Object.fromEntries(feeds.map((feed) => [feed.name, feed.read()])),
  });

  app.get("/inspector/events", (c) =>
    streams.open(c, (send) => {
      send("state", readState());
      return [
        mailbox.onMail((mail) => send("mail", mail)),
        ...feeds.map((feed) => feed.subscribe((change) => send(feed.name, change))),
      ];
    }),
  );
  app.route("/inspector", createExecutionApp(findExecution));
  return app;
}
