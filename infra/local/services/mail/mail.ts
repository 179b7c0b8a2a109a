import type { LocalSettings } from "../../settings/settings.ts";
import type { Store } from "../store/store.ts";
import { createMailbox } from "./mailbox.ts";

/** The emails of the stack: all of them are stored, and sent if a mail server is configured. */
export async function createMail({ smtp: server }: LocalSettings, store: Store) {
  const mailbox = createMailbox({ store });
  // Few lotteries on one machine have a mail server, and its client has many files.
  const smtp = server && (await import("./smtp.ts")).createSmtp(server);
  return {
    mailbox,

    /** Stores a mail, and sends it. A mail with an id that is already stored is sent only if it was not yet. */
    async send(to: string, subject: string, text: string, id: string) {
      const mail = mailbox.add({ to, subject, text, ...(smtp && { delivery: "sending" }) }, id);
      await store.committed();
      if (smtp && mail.delivery === "sending") mailbox.mark(mail.id, await smtp.send(mail));
    },

    /** Logs whether the mail server can be reached. */
    check: () => smtp?.check(),
    close: () => smtp?.close(),
  };
}

export type Mail = Awaited<ReturnType<typeof createMail>>;
