import { Hono } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import { secureHeaders } from "hono/secure-headers";
import { limitBody } from "../http/limit-body.ts";
import { ownNamesOnly } from "../http/server-names.ts";
import type { Mailbox } from "../services/mail/mailbox.ts";
import { hashInline } from "./hash-inline.ts";
import { createPageFiles, type PageName, readPage } from "./page-files.ts";
import { createVerifyPage } from "./verify-page.ts";

const LARGEST_BODY = 2 ** 20;

interface PageAppDeps {
  page: PageName;
  /** The address or the name at which it listens. */
  host: string;
  mailbox: Mailbox;
  /** Told of what fails here. */
  reportError: (error: unknown) => void;
}

/** The page at `/`, the mails and the page that checks draws; what else is routed here is kept from other people's pages alike. */
export function createPageApp({ page: name, host, mailbox, reportError }: PageAppDeps): Hono {
  const page = readPage(name);
  const app = new Hono();
  app.use(methodNotAllowed({ app }));
  app.use(ownNamesOnly(host));
  app.use(
    limitBody(LARGEST_BODY, (c, status) =>
      c.text(status === 413 ? "Payload Too Large" : "Length Required", status),
    ),
  );
  // Before the policy of all the rest, which would take the place of its own.
  app.route("/verify", createVerifyPage());
  app.use(
    secureHeaders({
      strictTransportSecurity: false,
      referrerPolicy: "no-referrer",
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", ...hashInline(page, "script")],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    }),
  );
  app.route("/", createPageFiles(page));
  app.get("/mail", (c) => c.json(mailbox.list()));

  app.onError((error, c) => {
    // Who has hung up needs no answer and is no failure of ours.
    if (!c.req.raw.signal.aborted) reportError(error);
    return c.text("Internal Server Error", 500);
  });
  return app;
}
