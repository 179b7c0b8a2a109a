import { gzipSync } from "node:zlib";

/** Returns the size of the scripts that the page loads. */
export async function weighPage(url: string) {
  const html = await (await fetch(url)).text();
  const modules = new Set(
    Array.from(html.matchAll(/<link rel="modulepreload" href="([^"]+)"/g), ([, path = ""]) => path),
  );
  let bytes = 0;
  let compressed = 0;
  for (const path of modules) {
    const script = Buffer.from(await (await fetch(new URL(path, url))).arrayBuffer());
    bytes += script.length;
    compressed += gzipSync(script).length;
  }
  return { files: modules.size, kilobytes: bytes / 1_000, compressed: compressed / 1_000 };
}
