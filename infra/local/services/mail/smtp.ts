import { setTimeout as wait } from "node:timers/promises";
import { createTransport } from "nodemailer";
import { z } from "zod";
import { log } from "../../../../data/runtime/log.ts";
import type { MailAddress } from "./mail-addresses.ts";
import type { Mail } from "./mailbox.ts";

/** ms before each further attempt: no mail is lost if the mail server restarts, or is unreachable for half an hour. */
const RETRY_DELAYS = [5_000, 30_000, 120_000, 600_000, 1_200_000];
/** ms without a response after which an attempt has failed. */
const PATIENCE = 20_000;

/** A failure of nodemailer: its code, or that of the TLS or network error below it, and the server's response code if any. */
const failure = z
  .object({
    code: z.string().catch("unknown"),
    originalCode: z.string().optional().catch(undefined),
    responseCode: z.int().optional().catch(undefined),
  })
  .transform(({ code, originalCode, responseCode }) => {
    const error = originalCode ?? code;
    const hint = hints.get(error);
    return {
      responseCode,
      fields: { error, response_code: responseCode, ...(hint !== undefined && { hint }) },
    };
  });

const NOT_TRUSTED =
  "The mail server's certificate is self-signed, or signed by an authority that this machine does not trust. Set NODE_EXTRA_CA_CERTS to a file with that certificate, or accept any certificate with ?tls.rejectUnauthorized=false at the end of SMTP_URL.";
const NOT_VALID =
  "The mail server's certificate is not valid at this time. Renew it, or set this machine's clock.";

/** What to do about a certificate, by OpenSSL's and Node's error codes. */
const hints: ReadonlyMap<string, string> = new Map([
  ["DEPTH_ZERO_SELF_SIGNED_CERT", NOT_TRUSTED],
  ["SELF_SIGNED_CERT_IN_CHAIN", NOT_TRUSTED],
  ["UNABLE_TO_GET_ISSUER_CERT", NOT_TRUSTED],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", NOT_TRUSTED],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", NOT_TRUSTED],
  ["CERT_HAS_EXPIRED", NOT_VALID],
  ["CERT_NOT_YET_VALID", NOT_VALID],
  [
    "ERR_TLS_CERT_ALTNAME_INVALID",
    "The mail server's certificate is for another name. Use a name in SMTP_URL that the certificate contains.",
  ],
]);

interface SmtpOptions {
  /** `smtp:` or `smtps:`, with user and password if the server needs them. */
  url: URL;
  /** The sender. */
  from: MailAddress;
  retryDelays?: readonly number[];
}

/** Sends mails through an SMTP server, two at a time. */
export function createSmtp({ url, from, retryDelays = RETRY_DELAYS }: SmtpOptions) {
  const transport = createTransport({
    url: url.href,
    pool: true,
    maxConnections: 2,
    // `send` counts the attempts.
    maxRequeues: 0,
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const closed = new AbortController();
  const domain = from.address.slice(from.address.lastIndexOf("@") + 1);

  const pause = (ms: number) =>
    wait(ms, undefined, { signal: closed.signal }).catch((error: unknown) => {
      if (!closed.signal.aborted) throw error;
    });

  return {
    /** Logs whether the server can be reached and accepts the login. */
    async check(): Promise<void> {
      try {
        await transport.verify();
        log("info", "smtp-ready");
      } catch (error) {
        if (closed.signal.aborted) return;
        log("warn", "smtp-not-ready", failure.parse(error).fields);
      }
    },

    /**
     * Sends a mail. Returns "sent", "failed" if the server rejects it permanently or all attempts have failed, or "sending"
     * if the client is closed before. If a response is lost, the mail is sent again with the same Message-ID, so that mail
     * programs show it once.
     */
    async send({ id, to, subject, text }: Mail): Promise<NonNullable<Mail["delivery"]>> {
      for (const delay of [...retryDelays, undefined]) {
        if (closed.signal.aborted) return "sending";
        try {
          await transport.sendMail({
            from,
            // An object is always one address. A text could contain several.
            to: { name: "", address: to },
            subject,
            text,
            messageId: `<${id}@${domain}>`,
          });
          return "sent";
        } catch (error) {
          if (closed.signal.aborted) return "sending";
          const { responseCode, fields } = failure.parse(error);
          const isFinal = delay === undefined || (responseCode !== undefined && responseCode >= 500);
          log(isFinal ? "error" : "warn", isFinal ? "mail-not-sent" : "mail-delayed", {
            mail: id,
            ...fields,
          });
          if (isFinal) return "failed";
          await pause(delay);
        }
      }
      return "failed";
    },

    /** Closes all connections at once. Mails that are not sent yet stay unsent. */
    close(): void {
      closed.abort();
      transport.close({ force: true });
    },
  };
}
