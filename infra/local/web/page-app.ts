import { Hono } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import { secureHeaders } from "hono/secure-headers";
import type { Locale } from "../../../data/runtime/environment.ts";
import { limitBody } from "../http/limit-body.ts";
import { ownNamesOnly } from "../http/server-names.ts";
import type { Mailbox } from "../services/mail/mailbox.ts";
import { hashInline } from "./hash-inline.ts";
import { createPageFiles, type PageName, readPage } from "./page-files.ts";
import { createVerifyPage } from "./verify-page.ts";

const LARGEST_BODY = 2 ** 20;
const LARGEST_UPLOAD = 2 ** 26;

interface PageAppDeps {
  page: PageName;
  /** The language of the page. */
  locale: Locale;
  /** The name of the slash command. */
  command: string;
  /** The address or name at which the server listens. */
  host: string;
  mailbox: Mailbox;
  /** The starts of the paths to which files are sent. */
  uploadPaths?: readonly string[];
  /** Called with each error of a request handler. */
  reportError: (error: unknown) => void;
}

/**
 * Creates the app that serves the page at `/`, the mails at `/mail` and the page that checks draws at `/verify`. Routes
 * that a caller adds get the same protection against pages of other sites.
 */
export function createPageApp({
  page: name,
  locale,
  command,
  host,
  mailbox,
  uploadPaths = [],
  reportError,
}: PageAppDeps): Hono {
  const page = readPage(name, locale, command);
  const app = new Hono();
  app.use(methodNotAllowed({ app }));
  app.use(ownNamesOnly(host));
  const limit = (largest: number) =>
    limitBody(largest, (c, status) =>
      c.text(status === 413 ? "Payload Too Large" : "Length Required", status),
    );
  const limitUploads = limit(LARGEST_UPLOAD);
  const limitOthers = limit(LARGEST_BODY);
  app.use((c, next) =>
    (uploadPaths.some((path) => c.req.path.startsWith(path)) ? limitUploads : limitOthers)(c, next),
  );
  // This page has a policy of its own, so it comes before the policy of all other routes.
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
    // A client that has disconnected is not an error of the server.
    if (!c.req.raw.signal.aborted) reportError(error);
    return c.text("Internal Server Error", 500);
  });
  return app;
}
