import { createHash } from "node:crypto";

/** What a Content-Security-Policy allows of a page's inline elements of this name: these very ones. */
export function hashInline(page: string, element: "script" | "style"): string[] {
  return Array.from(
    page.matchAll(new RegExp(`<${element}(?: type="importmap")?>(.*?)</${element}>`, "gs")),
    ([, content = ""]) => `'sha256-${createHash("sha256").update(content).digest("base64")}'`,
  );
}
