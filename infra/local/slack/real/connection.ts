import { setTimeout as wait } from "node:timers/promises";
import { WebAPIRateLimitedError, WebClient } from "@slack/web-api";
import { log } from "../../../../data/runtime/log.ts";
import { botScopes } from "../../../aws/manifest.ts";
import { createListeners, type Feed } from "../../web/inspector/feed.ts";
import { createClientOptions, openSession, type Session, type SessionOptions } from "./session.ts";
import { callWithToken, createLinkDisabled, createOtherWorkspace, SlackRefused } from "./slack-refused.ts";

/** ms before each next try: none where a connection has lasted, then longer ones, the last of them for as long as it takes. */
const PAUSES = [0, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000];
/** ms after which a connection has lasted. */
const LASTED = 10_000;

interface ConnectionOptions extends SessionOptions {
  botToken: string;
  /** The workspace that the bot's token must belong to, or its organization, if either is known. */
  teamId?: string | undefined;
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
   * Asks Slack which workspace the bot's token belongs to, until Slack answers, and returns its id, or that of the
   * organization where the app is installed for all workspaces. Rejects with `SlackRefused`.
   */
  identify(): Promise<string>;
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

/** Asks Slack whose the bot's token is. Throws `SlackRefused` if it is nobody's, or another workspace's than `expected`. */
async function readTeam(botToken: string, apiUrl: string, expected: string | undefined) {
  const slack = new WebClient(botToken, createClientOptions(apiUrl));
  const answer = await callWithToken("SLACK_BOT_TOKEN", () => slack.auth.test());
  const { team, url, user, response_metadata, team_id, enterprise_id, is_enterprise_install } = answer;
  const id = (is_enterprise_install ? enterprise_id : team_id) ?? "";
  if (expected !== undefined && ![team_id, enterprise_id].includes(expected))
    throw createOtherWorkspace(id, expected);
  const granted = response_metadata?.scopes;
  const missing = granted && botScopes.filter((scope) => !granted.includes(scope));
  if (missing?.length) log("warn", "slack-scopes-missing", { scopes: missing.join(",") });
  const seen = {
    team: { name: team ?? "Slack", url: url ?? "https://slack.com/" },
    ...(user && { bot: user }),
  };
  return { id, seen };
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
  teamId,
  pauses = PAUSES,
  ...sessionOptions
}: ConnectionOptions): SlackConnection {
  const { notify, subscribe } = createListeners<Standing>();
  const closed = new AbortController();
  const firstTry = Promise.withResolvers<void>();
  const refused = Promise.withResolvers<SlackRefused>();
  let standing: Standing = { status: "connecting" };
  let session: Session | undefined;

  const stand = (changes: Partial<Standing>) => {
    standing = { ...standing, ...changes };
    notify(standing);
  };

  const learnTeam = async (): Promise<string> => {
    const { id, seen } = await readTeam(botToken, sessionOptions.apiUrl, teamId);
    stand(seen);
    return id;
  };

  const open = async (): Promise<Session> => {
    if (!standing.team) await learnTeam();
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

  const pauseFor = (tries: number) => pauses[Math.min(tries, pauses.length - 1)] ?? 0;

  /** Says in the log that Slack was not reached. Returns for how many ms Slack asks to be left alone. */
  const noteFailure = (error: unknown): number => {
    log("warn", "slack-not-reached", {
      error: error instanceof Error ? error.name : "unknown",
      code: findCode(error),
    });
    return error instanceof WebAPIRateLimitedError ? error.retryAfter * 1_000 : 0;
  };

  /** Goes on until Slack wants this app no more, which it answers, or until it is closed. */
  const run = async (): Promise<SlackRefused | undefined> => {
    for (let tries = 0; !closed.signal.aborted; tries++) {
      let asked = 0;
      try {
        if ((await runSession()) >= LASTED) tries = 0;
      } catch (error) {
        if (closed.signal.aborted) break;
        if (error instanceof SlackRefused) return error;
        asked = noteFailure(error);
        firstTry.resolve();
      }
      await pause(Math.max(asked, pauseFor(tries)));
    }
    return undefined;
  };

  return {
    feed: { name: "slack", read: () => standing, subscribe },
    async identify() {
      // Without the first, a try would follow at once.
      for (let tries = 1; ; tries++) {
        try {
          return await learnTeam();
        } catch (error) {
          if (error instanceof SlackRefused) throw error;
          await pause(Math.max(noteFailure(error), pauseFor(tries)));
          closed.signal.throwIfAborted();
        }
      }
    },
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
