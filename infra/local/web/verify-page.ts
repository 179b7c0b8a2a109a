import { readFileSync } from "node:fs";
import { Hono } from "hono";
import { etag } from "hono/etag";
import { secureHeaders } from "hono/secure-headers";
import { hashInline } from "./hash-inline.ts";

const PAGE = new URL("../../../docs/verify.html", import.meta.url);

/** The page that checks an exported draw, as it also works when opened as a file: it may do nothing but that. */
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
