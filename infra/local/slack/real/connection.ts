import { setTimeout as wait } from "node:timers/promises";
import { WebAPIRateLimitedError, WebClient } from "@slack/web-api";
import { log } from "../../../../data/runtime/log.ts";
import { botScopes } from "../../../aws/manifest.ts";
import { createListeners, type Feed } from "../../web/inspector/feed.ts";
import { createClientOptions, openSession, type Session, type SessionOptions } from "./session.ts";
import { callWithToken, createLinkDisabled, createOtherWorkspace, SlackRefused } from "./slack-refused.ts";

/** ms before each further attempt, none after a connection that has lasted. The last pause is repeated without limit. */
const PAUSES = [0, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000];
/** ms after which a connection has lasted. */
const LASTED = 10_000;

interface ConnectionOptions extends SessionOptions {
  botToken: string;
  /** The workspace or organization to which the bot's token must belong, if it is known. */
  teamId?: string | undefined;
  pauses?: readonly number[];
}

/** The state of the connection, for the page. */
interface ConnectionState {
  status: "connecting" | "connected";
  /** The workspace: its name and its address. */
  team?: { name: string; url: string };
  /** The bot's own name there. */
  bot?: string;
}

export interface SlackConnection {
  feed: Feed;
  /**
   * Asks Slack to which workspace the bot's token belongs, until Slack responds. Returns the workspace's id, or the
   * organization's if the app is installed for all its workspaces. Rejects with `SlackRefused`.
   */
  identify(): Promise<string>;
  /**
   * Connects, and connects again whenever a connection ends. Resolves after the first attempt, even if Slack could not be
   * reached. Rejects with `SlackRefused` if Slack rejects a token.
   */
  open(): Promise<void>;
  /** Resolves when Slack rejects this app later. */
  refused: Promise<SlackRefused>;
  /** Closes the connection at once. */
  close(): void;
}

/** Asks Slack about the bot's token. Throws `SlackRefused` if it is invalid or belongs to another workspace than `expected`. */
async function readTeam(botToken: string, apiUrl: string, expected: string | undefined) {
  const slack = new WebClient(botToken, createClientOptions(apiUrl));
  const response = await callWithToken("SLACK_BOT_TOKEN", () => slack.auth.test());
  const { team, url, user, response_metadata, team_id, enterprise_id, is_enterprise_install } = response;
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

/** Returns the network's or TLS library's error code of the innermost cause, such as `ECONNREFUSED`. */
function findCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const hasCode = "code" in error && typeof error.code === "string" && /^[A-Z_]+$/.test(error.code);
  return findCode(error.cause) ?? (hasCode ? String(error.code) : undefined);
}

/** The connection to a Slack workspace over Socket Mode. */
export function createConnection({
  botToken,
  teamId,
  pauses = PAUSES,
  ...sessionOptions
}: ConnectionOptions): SlackConnection {
  const { notify, subscribe } = createListeners<ConnectionState>();
  const closed = new AbortController();
  const firstTry = Promise.withResolvers<void>();
  const refused = Promise.withResolvers<SlackRefused>();
  let state: ConnectionState = { status: "connecting" };
  let session: Session | undefined;

  const setState = (changes: Partial<ConnectionState>) => {
    state = { ...state, ...changes };
    notify(state);
  };

  const readOwnTeam = async (): Promise<string> => {
    const { id, seen } = await readTeam(botToken, sessionOptions.apiUrl, teamId);
    setState(seen);
    return id;
  };

  const open = async (): Promise<Session> => {
    if (!state.team) await readOwnTeam();
    const opened = await openSession(sessionOptions);
    if (closed.signal.aborted) opened.close();
    return opened;
  };

  /** Connects, and waits for the end of the connection. Returns how long it lasted, in ms. */
  const runSession = async () => {
    session = await open();
    const since = performance.now();
    log("info", "slack-connected");
    setState({ status: "connected" });
    firstTry.resolve();
    const reason = await session.ended;
    if (closed.signal.aborted) return 0;
    log("info", "slack-disconnected", { reason });
    setState({ status: "connecting" });
    if (reason === "link_disabled") throw createLinkDisabled();
    return performance.now() - since;
  };

  const pause = (ms: number) =>
    wait(ms, undefined, { signal: closed.signal, ref: false }).catch((error: unknown) => {
      if (!closed.signal.aborted) throw error;
    });

  const pauseFor = (tries: number) => pauses[Math.min(tries, pauses.length - 1)] ?? 0;

  /** Logs that Slack was not reached. Returns how many ms Slack asks to wait. */
  const logFailure = (error: unknown): number => {
    log("warn", "slack-not-reached", {
      error: error instanceof Error ? error.name : "unknown",
      code: findCode(error),
    });
    return error instanceof WebAPIRateLimitedError ? error.retryAfter * 1_000 : 0;
  };

  /** Connects again and again, until Slack rejects this app or the connection is closed. */
  const run = async (): Promise<SlackRefused | undefined> => {
    for (let tries = 0; !closed.signal.aborted; tries++) {
      let retryAfter = 0;
      try {
        if ((await runSession()) >= LASTED) tries = 0;
      } catch (error) {
        if (closed.signal.aborted) break;
        if (error instanceof SlackRefused) return error;
        retryAfter = logFailure(error);
        firstTry.resolve();
      }
      await pause(Math.max(retryAfter, pauseFor(tries)));
    }
    return undefined;
  };

  return {
    feed: { name: "slack", read: () => state, subscribe },
    async identify() {
      // The first pause is 0: skip it.
      for (let tries = 1; ; tries++) {
        try {
          return await readOwnTeam();
        } catch (error) {
          if (error instanceof SlackRefused) throw error;
          await pause(Math.max(logFailure(error), pauseFor(tries)));
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
