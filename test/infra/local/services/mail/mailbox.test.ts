import { expect, test } from "vitest";
import { createMailbox, type Mail } from "../../../../../infra/local/services/mail/mailbox.ts";
import { openStore } from "../../../../../infra/local/services/store/store.ts";

const clock = () => new Date("2026-05-01T10:00:00Z");

test("lists the mails with the time at which they were sent, oldest first", () => {
  const mailbox = createMailbox({ clock });
  mailbox.add({ to: "a@example.com", subject: "One", text: "first" });
  mailbox.add({ to: "b@example.com", subject: "Two", text: "second" });
  expect(mailbox.list()).toMatchObject([
    { to: "a@example.com", subject: "One", text: "first", at: "2026-05-01T10:00:00.000Z" },
    { to: "b@example.com", subject: "Two", text: "second", at: "2026-05-01T10:00:00.000Z" },
  ]);
});

test("notifies listeners of each mail until they unsubscribe", () => {
  const mailbox = createMailbox({ clock });
  const received: Mail[] = [];
  const leave = mailbox.onMail((mail) => received.push(mail));
  mailbox.add({ to: "a@example.com", subject: "One", text: "first" });
  leave();
  mailbox.add({ to: "a@example.com", subject: "Two", text: "second" });
  expect(received.map(({ subject }) => subject)).toEqual(["One"]);
});

test("removes the oldest mails beyond its limit, and all when it is cleared", () => {
  const mailbox = createMailbox({ clock, limit: 2 });
  for (const subject of ["One", "Two", "Three"]) mailbox.add({ to: "a@example.com", subject, text: "" });
  expect(mailbox.list().map(({ subject }) => subject)).toEqual(["Two", "Three"]);
  mailbox.clear();
  expect(mailbox.list()).toEqual([]);
});

test("stores the delivery status of a mail, and notifies listeners of it", () => {
  const mailbox = createMailbox({ clock });
  const { id } = mailbox.add({ to: "a@example.com", subject: "One", text: "first", delivery: "sending" });
  const received: Mail[] = [];
  mailbox.onMail((mail) => received.push(mail));
  mailbox.mark(id, "sent");
  mailbox.mark("nobody's", "failed");
  expect(mailbox.list()).toMatchObject([{ id, subject: "One", delivery: "sent" }]);
  expect(received).toEqual(mailbox.list());
});

test("has its mails after a restart, at most as many as its limit", () => {
  const store = openStore();
  const before = createMailbox({ clock, store, limit: 2 });
  for (const subject of ["One", "Two", "Three"]) before.add({ to: "a@example.com", subject, text: "" });
  const mailbox = createMailbox({ store, limit: 2 });
  expect(mailbox.list()).toEqual(before.list());
  expect(mailbox.list().map(({ subject }) => subject)).toEqual(["Two", "Three"]);
  mailbox.clear();
  expect(createMailbox({ store }).list()).toEqual([]);
});

test("stores a mail once, and notifies listeners once, if it is delivered again, also after a restart", () => {
  const store = openStore();
  const received: Mail[] = [];
  for (const _ of ["first", "second"]) {
    const mailbox = createMailbox({ clock, store });
    mailbox.onMail((mail) => received.push(mail));
    mailbox.add({ to: "a@example.com", subject: "One", text: "" }, "delivery-1");
    mailbox.add({ to: "a@example.com", subject: "One", text: "" }, "delivery-1");
  }
  expect(received).toHaveLength(1);
  expect(createMailbox({ store }).list()).toEqual(received);
});

test("has the delivery status of a mail after a restart", () => {
  const store = openStore();
  const mail = { to: "a@example.com", subject: "One", text: "" };
  const before = createMailbox({ clock, store });
  before.add({ ...mail, delivery: "sending" }, "delivery-1");
  expect(createMailbox({ store }).add({ ...mail, delivery: "sending" }, "delivery-1").delivery).toBe(
    "sending",
  );
  before.mark("delivery-1", "sent");
  expect(createMailbox({ store }).add({ ...mail, delivery: "sending" }, "delivery-1").delivery).toBe("sent");
});
