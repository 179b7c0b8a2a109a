import { setTimeout as wait } from "node:timers/promises";
import { WebAPIRateLimitedError, WebClient } from "@slack/web-api";
import { log } from "../../../data/log.ts";
import { botScopes } from "../../aws/manifest.ts";
import { createListeners, type Feed } from "../inside/feed.ts";
import { createClientOptions, openSession, type Session, type SessionOptions } from "./session.ts";
import { callWithToken, createLinkDisabled, SlackRefused } from "./slack-refused.ts";

/** ms before each next try: none where a connection has lasted, then longer ones, the last of them for as long as it takes. */
const PAUSES = [0, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000];
/** ms after which a connection has lasted. */
const LASTED = 10_000;

interface ConnectionOptions extends SessionOptions {
  botToken: string;
  pauses?: readonly number[];
}

/** Where the connection stands, for the page. */
interface Standing {
  status: "connecting" | "connected";
  /** The workspace: its name and its address. */
  team?: { name: string; url: string };
  /** The bot's own name there. */
  bot?: string;
}

export interface SlackConnection {
  feed: Feed;
  /**
   * Connects, and from then on connects again by itself. Resolves after the first try, also where Slack could not be
   * reached; rejects with `SlackRefused` where it does not take a token.
   */
  open(): Promise<void>;
  /** Resolves when Slack turns this app away later on. */
  refused: Promise<SlackRefused>;
  /** Ends at once. */
  close(): void;
}

/** Asks Slack whose the bot's token is. Throws `SlackRefused` where it is nobody's. */
async function readTeam(botToken: string, apiUrl: string): Promise<Pick<Standing, "team" | "bot">> {
  const slack = new WebClient(botToken, createClientOptions(apiUrl));
  const { team, url, user, response_metadata } = await callWithToken("SLACK_BOT_TOKEN", () =>
    slack.auth.test(),
  );
  const granted = response_metadata?.scopes;
  const missing = granted && botScopes.filter((scope) => !granted.includes(scope));
  if (missing?.length) log("warn", "slack-scopes-missing", { scopes: missing.join(",") });
  return { team: { name: team ?? "Slack", url: url ?? "https://slack.com/" }, ...(user && { bot: user }) };
}

/** Returns the network's or the TLS library's word for what went wrong, such as `ECONNREFUSED`, from the innermost cause. */
function findCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const isWord = "code" in error && typeof error.code === "string" && /^[A-Z_]+$/.test(error.code);
  return findCode(error.cause) ?? (isWord ? String(error.code) : undefined);
}

/** The connection to a Slack workspace over Socket Mode. */
export function createConnection({
  botToken,
  pauses = PAUSES,
  ...sessionOptions
}: ConnectionOptions): SlackConnection {
  const { tell, subscribe } = createListeners<Standing>();
  const closed = new AbortController();
  const firstTry = Promise.withResolvers<void>();
  const refused = Promise.withResolvers<SlackRefused>();
  let standing: Standing = { status: "connecting" };
  let session: Session | undefined;

  const stand = (changes: Partial<Standing>) => {
    standing = { ...standing, ...changes };
    tell(standing);
  };

  const open = async (): Promise<Session> => {
    if (!standing.team) stand(await readTeam(botToken, sessionOptions.apiUrl));
    const opened = await openSession(sessionOptions);
    if (closed.signal.aborted) opened.close();
    return opened;
  };

  /** From a try to the end of the connection that it led to. */
  const runSession = async () => {
    session = await open();
    const since = performance.now();
    log("info", "slack-connected");
    stand({ status: "connected" });
    firstTry.resolve();
    const reason = await session.ended;
    if (closed.signal.aborted) return 0;
    log("info", "slack-disconnected", { reason });
    stand({ status: "connecting" });
    if (reason === "link_disabled") throw createLinkDisabled();
    return performance.now() - since;
  };

  const pause = (ms: number) =>
    wait(ms, undefined, { signal: closed.signal, ref: false }).catch((error: unknown) => {
      if (!closed.signal.aborted) throw error;
    });

  /** Goes on until Slack wants this app no more, which it answers, or until it is closed. */
  const run = async (): Promise<SlackRefused | undefined> => {
    for (let tries = 0; !closed.signal.aborted; tries++) {
      let asked = 0;
      try {
        if ((await runSession()) >= LASTED) tries = 0;
      } catch (error) {
        if (closed.signal.aborted) break;
        if (error instanceof SlackRefused) return error;
        if (error instanceof WebAPIRateLimitedError) asked = error.retryAfter * 1_000;
        log("warn", "slack-not-reached", {
          error: error instanceof Error ? error.name : "unknown",
          code: findCode(error),
        });
        firstTry.resolve();
      }
      await pause(Math.max(asked, pauses[Math.min(tries, pauses.length - 1)] ?? 0));
    }
    return undefined;
  };

  return {
    feed: { name: "slack", read: () => standing, subscribe },
    async open() {
      const running = run();
      const refusal = await Promise.race([firstTry.promise, running]);
      if (refusal) throw refusal;
      void running.then((late) => late && refused.resolve(late));
    },
    refused: refused.promise,
    close() {
      closed.abort();
      session?.close();
    },
  };
}
