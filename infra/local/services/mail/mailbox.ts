import { randomUUID } from "node:crypto";
import { z } from "zod";
import { openStore, type Store } from "../store/store.ts";

const mailSchema = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  /** ISO 8601. */
  at: z.string(),
  /** Set if a mail server is configured. */
  delivery: z.enum(["sending", "sent", "failed"]).optional(),
});

/** A mail as it was sent: plain text, one recipient. */
export type Mail = z.output<typeof mailSchema>;

const mailRow = mailSchema.extend({
  delivery: z
    .string()
    .nullable()
    .transform((delivery) => delivery ?? undefined)
    .pipe(mailSchema.shape.delivery),
});

export interface Mailbox {
  /** Stores a mail and returns it. If the id is already stored, this is a repeated delivery: it returns the stored mail. */
  add(mail: Pick<Mail, "to" | "subject" | "text" | "delivery">, id?: string): Mail;
  /** Sets the delivery status of a mail. */
  mark(id: string, delivery: NonNullable<Mail["delivery"]>): void;
  /** Oldest first. */
  list(): readonly Mail[];
  /** Calls the listener for each new mail and each new delivery status. Returns a function that stops this. */
  onMail(listener: (mail: Mail) => void): () => void;
  clear(): void;
}

const SELECT = 'SELECT id, recipient AS "to", subject, text, at, delivery FROM mail';

/** The mails of the local stack, in the store. The oldest beyond `limit` are removed. */
export function createMailbox({
  store = openStore(),
  clock = () => new Date(),
  limit = 1000,
}: {
  store?: Store;
  clock?: () => Date;
  limit?: number;
} = {}): Mailbox {
  const listeners = new Set<(mail: Mail) => void>();
  const notify = (mail: Mail) =>
    store.whenCommitted(() => {
      for (const listener of listeners) listener(mail);
    });
  const find = (id: string): Mail | undefined => store.all(mailRow, `${SELECT} WHERE id = ?`, id)[0];

  const insert = ({ id, to, subject, text, at, delivery }: Mail) =>
    store.transaction(() => {
      store.run(
        "INSERT INTO mail (id, recipient, subject, text, at, delivery) VALUES (?, ?, ?, ?, ?, ?)",
        id,
        to,
        subject,
        text,
        at,
        delivery ?? null,
      );
      store.run("DELETE FROM mail WHERE n <= (SELECT n FROM mail ORDER BY n DESC LIMIT 1 OFFSET ?)", limit);
    });

  return {
    add(content, id = randomUUID()) {
      const known = find(id);
      if (known) return known;
      const mail = { id, ...content, at: clock().toISOString() };
      insert(mail);
      notify(mail);
      return mail;
    },
    mark(id, delivery) {
      const mail = find(id);
      if (!mail) return;
      store.run("UPDATE mail SET delivery = ? WHERE id = ?", delivery, id);
      notify({ ...mail, delivery });
    },
    list: () => store.all(mailRow, `${SELECT} ORDER BY n`),
    onMail(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear() {
      store.run("DELETE FROM mail");
    },
  };
}
