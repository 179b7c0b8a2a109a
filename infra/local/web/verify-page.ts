import { readFileSync } from "node:fs";
import { Hono } from "hono";
import { etag } from "hono/etag";
import { secureHeaders } from "hono/secure-headers";
import { hashInline } from "./hash-inline.ts";

const PAGE = new URL("../../../docs/verify.html", import.meta.url);

/** Creates the app of the page that checks an exported draw. Its policy allows no requests: the page also works as a local file. */
export function createVerifyPage(): Hono {
  const page = readFileSync(PAGE, "utf8");
  const app = new Hono();
  app.use(etag());
  app.use(
    secureHeaders({
      strictTransportSecurity: false,
      referrerPolicy: "no-referrer",
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: hashInline(page, "script"),
        styleSrc: hashInline(page, "style"),
        imgSrc: ["data:"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    }),
  );
  app.get("/", (c) => c.html(page));
  return app;
}
