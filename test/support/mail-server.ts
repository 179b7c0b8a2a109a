import { once } from "node:events";
import { buffer } from "node:stream/consumers";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

interface ReceivedMail {
  from: string;
  to: string[];
  /** The message as an email program parses it. */
  email: Email;
}

/** Starts an SMTP server on a free port. With `options`, it can refuse connections or emails. */
export async function startMailServer(options: SMTPServerOptions = {}) {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    ...options,
    onData(stream, { envelope }, callback) {
      const read = async () => {
        received.push({
          from: envelope.mailFrom === false ? "" : envelope.mailFrom.address,
          to: envelope.rcptTo.map(({ address }) => address),
          email: await PostalMime.parse(await buffer(stream)),
        });
      };
      read().then(() => callback(), callback);
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const address = server.server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");

  return {
    url: `smtp://127.0.0.1:${address.port}`,
    /** Oldest first. */
    received,
    /** Whether a client is connected. */
    isBusy: () => server.connections.size > 0,
    async [Symbol.asyncDispose]() {
      const { promise, resolve } = Promise.withResolvers<void>();
      server.close(() => resolve());
      for (const connection of server.connections) connection.close();
      await promise;
    },
  };
}
