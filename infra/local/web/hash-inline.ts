import { createHash } from "node:crypto";

/** Returns the sources that let a Content-Security-Policy allow exactly the inline scripts or styles of a page. */
export function hashInline(page: string, element: "script" | "style"): string[] {
  return Array.from(
    page.matchAll(new RegExp(`<${element}(?: type="importmap")?>(.*?)</${element}>`, "gs")),
    ([, content = ""]) => `'sha256-${createHash("sha256").update(content).digest("base64")}'`,
  );
}
