import { setTimeout as wait } from "node:timers/promises";
import { SocketModeClient } from "@slack/socket-mode";
import { LogLevel } from "@slack/web-api";
import { z } from "zod";
import { log } from "../../../../data/runtime/log.ts";
import type { Proxies } from "../../settings/proxies.ts";
import type { Acknowledgement } from "./handle-envelope.ts";
import { createProxyDispatcher } from "./proxy-dispatcher.ts";
import { callWithToken } from "./slack-refused.ts";

/** ms for a call to Slack's Web API, and then for Slack's `hello` on the socket. */
const PATIENCE = 10_000;

/** Slack's library logs requests and addresses with tickets in them. This file logs what matters. */
const silent = () => undefined;
const logger = {
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  setLevel: silent,
  getLevel: () => LogLevel.ERROR,
  setName: silent,
};

/** The options of every Slack client here: no retries, because the caller decides when to call again. */
export const createClientOptions = (slackApiUrl: string) => ({
  slackApiUrl,
  timeout: PATIENCE,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  logger,
});

const disconnectMessage = z.object({
  type: z.literal("disconnect"),
  reason: z.string().regex(/^[a-z_]{1,40}$/),
});

const refuse = () => log("warn", "envelope-refused", { reason: "unreadable" });

/** Slack's library throws where nothing can catch it if a message is not an object. */
class Client extends SocketModeClient {
  protected override async onWebSocketMessage(data: string | ArrayBuffer, isBinary: boolean): Promise<void> {
    try {
      await super.onWebSocketMessage(data, isBinary);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      refuse();
    }
  }
}

interface SlackEvent {
  ack(payload?: object): Promise<void>;
  envelope_id: unknown;
  type: unknown;
  body: unknown;
  accepts_response_payload?: boolean;
}

export interface SessionOptions {
  appToken: string;
  apiUrl: string;
  proxies: Proxies;
  handleEnvelope(envelope: { type: unknown; body: unknown }): Promise<Acknowledgement>;
}

export interface Session {
  /** Slack's reason for ending the connection, as soon as it announces the end, or "cut". */
  ended: Promise<string>;
  /** Closes the connection at once. */
  close(): void;
}

class NoHello extends Error {
  override readonly name = "NoHello";
}

/**
 * Opens a connection to Slack over Socket Mode, and resolves when Slack has sent `hello`. Slack ends each connection after
 * some hours. The next one is a new session, which may start while this one still sends acknowledgements.
 */
export async function openSession({
  appToken,
  apiUrl,
  proxies,
  handleEnvelope,
}: SessionOptions): Promise<Session> {
  const { logger: _, ...clientOptions } = createClientOptions(apiUrl);
  const proxy = proxies.http || proxies.https ? createProxyDispatcher(proxies) : undefined;
  const client = new Client({
    appToken,
    autoReconnectEnabled: false,
    logger,
    // `fetch` uses the proxies of the process.
    clientOptions: { ...clientOptions, fetch },
    ...(proxy && { dispatcher: proxy.dispatcher }),
  });
  const { promise: ended, resolve: end } = Promise.withResolvers<string>();

  client.on("ws_message", (data: unknown) => {
    const reason = readDisconnect(data);
    if (reason) end(reason);
  });
  client.on("disconnected", () => {
    end("cut");
    proxy?.close();
  });
  client.on("slack_event", ({ ack, envelope_id, type, body, accepts_response_payload }: SlackEvent) => {
    if (typeof envelope_id !== "string") {
      refuse();
      return;
    }
    const respond = async () => {
      const given = await handleEnvelope({ type, body });
      if (given.isAcknowledged) await ack(accepts_response_payload === false ? undefined : given.payload);
    };
    respond().catch((error: unknown) => {
      log("error", "envelope-not-acknowledged", { error: error instanceof Error ? error.name : "unknown" });
    });
  });

  const close = () => {
    // The second call does not wait for the other side.
    void client.disconnect();
    void client.disconnect();
    proxy?.close();
  };
  try {
    await callWithToken("SLACK_APP_TOKEN", () =>
      Promise.race([
        client.start().catch((error: unknown) => {
          throw error ?? new NoHello("The connection broke before Slack said hello.");
        }),
        wait(2 * PATIENCE, undefined, { ref: false }).then(() => {
          throw new NoHello("Slack did not say hello.");
        }),
      ]),
    );
  } catch (error) {
    close();
    throw error;
  }
  return { ended, close };
}

function readDisconnect(message: unknown): string | undefined {
  if (typeof message !== "string") return undefined;
  try {
    return disconnectMessage.safeParse(JSON.parse(message)).data?.reason;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
