import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { SMTPServerOptions } from "smtp-server";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Mail } from "../../../../../infra/local/services/mail/mailbox.ts";
import { createSmtp } from "../../../../../infra/local/services/mail/smtp.ts";
import { findFreePort } from "../../../../support/find-free-port.ts";
import { startMailServer } from "../../../../support/mail-server.ts";
import { makeFolder } from "../../../../support/make-folder.ts";
import { recordLog } from "../../../../support/record-log.ts";
import { selfSigned } from "../../../../support/self-signed-certificate.ts";

const mail: Mail = {
  id: "4a1c",
  to: "ann@example.com",
  subject: "Draw 1: 张伟 wins 🎧",
  text: "张伟 (Zhāng Wěi)\nSofía Hernández 🎉\n.\nThe end",
  at: "2026-05-01T10:00:00.000Z",
};
const failing = (message: string, responseCode: number) =>
  Object.assign(new Error(message), { responseCode });

function connectTo(url: string, retryDelays: readonly number[] = []) {
  const smtp = createSmtp({
    url: new URL(url),
    from: { name: "Lottery", address: "lottery@example.com" },
    retryDelays,
  });
  onTestFinished(() => smtp.close());
  return smtp;
}

async function serve(options?: SMTPServerOptions) {
  const server = await startMailServer(options);
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server;
}

test("sends a mail unchanged, with Chinese names and emoji in subject and text", async () => {
  const server = await serve();
  expect(await connectTo(server.url).send(mail)).toBe("sent");
  const [received] = server.received;
  expect(received).toMatchObject({
    from: "lottery@example.com",
    to: ["ann@example.com"],
    email: {
      from: { address: "lottery@example.com" },
      to: [{ address: "ann@example.com" }],
      subject: mail.subject,
      messageId: "<4a1c@example.com>",
    },
  });
  expect(received?.email.text?.trimEnd()).toBe(mail.text);
  expect(received?.email.html).toBeUndefined();
});

test("never lets a name add a header, or an address become two", async () => {
  const server = await serve();
  const smtp = connectTo(server.url);
  const subject = "Draw 1: Ann\r\nBcc: evil@example.com\r\n\r\n<b>wins</b>";
  await smtp.send({ ...mail, subject });
  const [first] = server.received;
  expect(first?.to).toEqual(["ann@example.com"]);
  expect(first?.email.bcc).toBeUndefined();
  expect(first?.email.subject?.split(/\s+/).join(" ")).toBe("Draw 1: Ann Bcc: evil@example.com <b>wins</b>");
  expect(first?.email.text?.trimEnd()).toBe(mail.text);
  using _log = recordLog();
  expect(await smtp.send({ ...mail, to: "a@example.com, b@example.com" })).toBe("failed");
  expect(server.received).toHaveLength(1);
});

test("logs in with the user and password of the URL", async () => {
  const logins: unknown[] = [];
  const server = await serve({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, callback) {
      logins.push([username, password]);
      callback(null, { user: username });
    },
  });
  const url = server.url.replace("smtp://", "smtp://ann%40example.com:p%40ss%2F@");
  expect(await connectTo(url).send(mail)).toBe("sent");
  expect(logins).toEqual([["ann@example.com", "p@ss/"]]);
});

test("tries an unreachable server a limited number of times, and logs it without addresses", async () => {
  using log = recordLog();
  const smtp = connectTo(`smtp://127.0.0.1:${await findFreePort()}`, [1, 1]);
  await smtp.check();
  expect(await smtp.send(mail)).toBe("failed");
  expect(log.events("smtp-not-ready")).toHaveLength(1);
  expect(log.events("mail-delayed")).toHaveLength(2);
  expect(log.events("mail-not-sent")).toEqual([
    { level: "error", event: "mail-not-sent", mail: "4a1c", error: "ECONNREFUSED" },
  ]);
  expect(log.text()).not.toMatch(/@|张伟|127\.0\.0\.1/);
});

test("sends a mail later after a temporary rejection, and not again after a permanent one", async () => {
  using log = recordLog();
  const refusals = [failing("Busy", 451)];
  const server = await serve({
    onRcptTo: (_address, _session, callback) => callback(refusals.shift()),
  });
  const smtp = connectTo(server.url, [1, 1, 1]);
  expect(await smtp.send(mail)).toBe("sent");
  refusals.push(failing("No such mailbox", 550));
  expect(await smtp.send(mail)).toBe("failed");
  expect(server.received).toHaveLength(1);
  expect(log.events("mail-delayed")).toMatchObject([{ response_code: 451 }]);
  expect(log.events("mail-not-sent")).toMatchObject([{ response_code: 550 }]);
});

test("closes at once during any work, and logs nothing more", async () => {
  using log = recordLog();
  const server = await serve({ onRcptTo: () => undefined });
  const smtp = connectTo(server.url);
  const sending = smtp.send(mail);
  await expect.poll(() => server.isBusy()).toBe(true);
  const waiting = connectTo(`smtp://127.0.0.1:${await findFreePort()}`, [60_000]);
  const delayed = waiting.send(mail);
  await expect.poll(() => log.events("mail-delayed")).toHaveLength(1);
  smtp.close();
  waiting.close();
  expect(await Promise.all([sending, delayed])).toEqual(["sending", "sending"]);
  expect(log.events("mail-not-sent")).toEqual([]);
});

describe("a server with a self-signed certificate", () => {
  const start = () => serve({ ...selfSigned, disabledCommands: [], secure: false });

  test("is refused, and the log says why, and both solutions", async () => {
    using log = recordLog();
    const server = await start();
    const smtp = connectTo(server.url);
    await smtp.check();
    expect(await smtp.send(mail)).toBe("failed");
    for (const event of ["smtp-not-ready", "mail-not-sent"])
      expect(log.events(event)).toMatchObject([
        {
          error: "DEPTH_ZERO_SELF_SIGNED_CERT",
          hint: expect.stringMatching(/self-signed.*NODE_EXTRA_CA_CERTS.*\?tls\.rejectUnauthorized=false/),
        },
      ]);
    expect(server.received).toEqual([]);
  });

  test("gets mails if SMTP_URL accepts any certificate", async () => {
    const server = await start();
    expect(await connectTo(`${server.url}/?tls.rejectUnauthorized=false`).send(mail)).toBe("sent");
    expect(server.received).toHaveLength(1);
  });

  /** Returns what a process that trusts the certificate prints: the delivery status of a mail, and its log. */
  async function sendTrusting(url: string): Promise<string> {
    const file = join(await makeFolder(), "mail-server.pem");
    await writeFile(file, selfSigned.cert);
    const smtp = new URL("../../../../../infra/local/services/mail/smtp.ts", import.meta.url).href;
    const options = `{ url: new URL(${JSON.stringify(url)}), from: { name: "", address: "a@example.com" }, retryDelays: [] }`;
    const program = `
      console.error = console.log;
      const { createSmtp } = await import(${JSON.stringify(smtp)});
      const smtp = createSmtp(${options});
      console.log(await smtp.send(${JSON.stringify(mail)}));
      smtp.close();`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: file },
      stdio: ["ignore", "pipe", "inherit"],
    });
    return await text(child.stdout);
  }

  test("gets mails if NODE_EXTRA_CA_CERTS names its certificate, but not under another name", async () => {
    const server = await start();
    expect(await sendTrusting(server.url)).toBe("sent\n");
    const refused = await sendTrusting(`${server.url}/?tls.servername=other.example`);
    expect(refused).toContain("ERR_TLS_CERT_ALTNAME_INVALID");
    expect(refused).toContain("Use a name in SMTP_URL that the certificate contains.");
    expect(server.received).toHaveLength(1);
  });
});
