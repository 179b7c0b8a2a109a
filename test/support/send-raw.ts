import { request } from "node:http";
import { text } from "node:stream/consumers";

/** Posts with any headers. `fetch` does not allow some of them, for example `host`. */
export async function sendRaw(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  method = "POST",
): Promise<{ status: number; body: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>();
  request(url, { method, headers: { "content-length": Buffer.byteLength(body), ...headers } }, (response) => {
    const read = async () => ({ status: response.statusCode ?? 0, body: await text(response) });
    read().then(resolve, reject);
  })
    .on("error", reject)
    .end(body);
  return await promise;
}
