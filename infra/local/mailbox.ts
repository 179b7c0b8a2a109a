import { randomUUID } from "node:crypto";

/** A mail as it was sent: plain text, one recipient. */
export interface Mail {
  id: string;
  to: string;
  subject: string;
  text: string;
  /** ISO 8601. */
  at: string;
  /** How far it has come, where mails leave this machine. */
  delivery?: "sending" | "sent" | "failed";
}

export interface Mailbox {
  /** Answers the mail as it is kept. */
  add(mail: Pick<Mail, "to" | "subject" | "text" | "delivery">): Mail;
  /** Notes how far a mail has come. */
  mark(id: string, delivery: NonNullable<Mail["delivery"]>): void;
  /** Oldest first. */
  list(): readonly Mail[];
  /** Tells of every mail, and of what becomes of it, from now on; the answer ends it. */
  onMail(listener: (mail: Mail) => void): () => void;
  clear(): void;
}

/** The mails of the local stack, kept in memory. The oldest beyond `limit` are forgotten. */
export function createMailbox({
  clock = () => new Date(),
  limit = 1000,
}: {
  clock?: () => Date;
  limit?: number;
} = {}): Mailbox {
  const mails: Mail[] = [];
  const listeners = new Set<(mail: Mail) => void>();
  const tell = (mail: Mail) => {
    for (const listener of listeners) listener(mail);
  };
  return {
    add(content) {
      const mail = { id: randomUUID(), ...content, at: clock().toISOString() };
      mails.push(mail);
      if (mails.length > limit) mails.shift();
      tell(mail);
      return mail;
    },
    mark(id, delivery) {
      const at = mails.findIndex((mail) => mail.id === id);
      const mail = mails[at];
      if (!mail) return;
      mails[at] = { ...mail, delivery };
      tell({ ...mail, delivery });
    },
    list: () => [...mails],
    onMail(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear() {
      mails.length = 0;
    },
  };
}
