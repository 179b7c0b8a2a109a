import type { Hono } from "hono";
import { createEventStreams } from "../inside/event-streams.ts";
import type { Feed } from "../inside/feed.ts";
import type { Inside } from "../inside/inside.ts";
import { createExecutionApp } from "../inside/inside-app.ts";
import type { Mailbox } from "../mailbox.ts";
import { createPageApp } from "../slack/page-app.ts";

interface WatchAppDeps {
  /** The address or the name at which the page listens. */
  host: string;
  mailbox: Mailbox;
  /** Whether mails are sent, or only shown. */
  mailing: "sent" | "shown";
  feeds: readonly Feed[];
  findExecution: Inside["findExecution"];
  reportError: (error: unknown) => void;
}

/** The page beside a real workspace: it shows what happens inside, and nothing can be changed by it. */
export function createWatchApp(deps: WatchAppDeps): Hono {
  const { host, mailbox, mailing, feeds, findExecution, reportError } = deps;
  const app = createPageApp({ page: "watch", host, mailbox, reportError });

  const streams = createEventStreams();
  const readState = () => ({
    mailing,
    mails: mailbox.list(),
    inside: Object.fromEntries(feeds.map((feed) => [feed.name, feed.read()])),
  });

  app.get("/inside/events", (c) =>
    streams.open(c, (send) => {
      send("state", readState());
      return [
        mailbox.onMail((mail) => send("mail", mail)),
        ...feeds.map((feed) => feed.subscribe((change) => send(feed.name, change))),
      ];
    }),
  );
  app.route("/inside", createExecutionApp(findExecution));
  return app;
}
