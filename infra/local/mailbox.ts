/** A mail as it was sent: plain text, one recipient. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** ISO 8601. */
  at: string;
}

export interface Mailbox {
  add(mail: Omit<Mail, "at">): void;
  /** Oldest first. */
  list(): readonly Mail[];
  /** Tells of every mail from now on; the answer ends it. */
  onMail(listener: (mail: Mail) => void): () => void;
  clear(): void;
}

/** The mails of the local stack: kept in memory, sent to nobody. The oldest beyond `limit` are forgotten. */
export function createMailbox({
  clock = () => new Date(),
  limit = 1000,
}: {
  clock?: () => Date;
  limit?: number;
} = {}): Mailbox {
  const mails: Mail[] = [];
  const listeners = new Set<(mail: Mail) => void>();
  return {
    add({ to, subject, text }) {
      const mail = { to, subject, text, at: clock().toISOString() };
      mails.push(mail);
      if (mails.length > limit) mails.shift();
      for (const listener of listeners) listener(mail);
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
