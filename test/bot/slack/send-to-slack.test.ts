import { createServer, type RequestListener } from "node:http";
import { gzipSync } from "node:zlib";
import { expect, onTestFinished, test, vi } from "vitest";
import { sendToSlack } from "../../../bot/slack/send-to-slack.ts";
import { startServer } from "../../../infra/local/http/listen.ts";

const PORT = { port: 0, purpose: "Slack", variable: "PORT" };

/** Serves Slack on a free port until the test ends. Returns its address. */
async function serve(respond: RequestListener): Promise<string> {
  const { port, close } = await startServer(createServer(respond), PORT);
  onTestFinished(close);
  return `http://127.0.0.1:${port}/`;
}

const JSON_TYPE = { "content-type": "application/json" };
const post = (url: string, signal?: AbortSignal) =>
  sendToSlack(url, { method: "POST", body: "text=抽奖", headers: JSON_TYPE, ...(signal && { signal }) });

test("a request and its response are whole, and Node does not load its fetch for them", async () => {
  using fetch = vi.spyOn(globalThis, "fetch");
  const url = await serve(async (request, response) => {
    const body = (await request.toArray()).join("");
    response.writeHead(200, { ...JSON_TYPE, "x-list": ["a", "b"] });
    response.end(JSON.stringify({ method: request.method, type: request.headers["content-type"], body }));
  });
  const response = await post(url);
  expect(await response.json()).toEqual({ method: "POST", type: "application/json", body: "text=抽奖" });
  expect(response).toMatchObject({ ok: true, status: 200, statusText: "OK", url });
  expect(response.headers.get("Content-Type")).toBe("application/json");
  expect(response.headers.get("X-List")).toBe("a, b");
  expect(response.headers.get("retry-after")).toBeNull();
  expect(Object.fromEntries(response.headers.entries())).toMatchObject(JSON_TYPE);
  expect(fetch).not.toHaveBeenCalled();
});

test("a large list arrives compressed", async () => {
  const url = await serve((request, response) => {
    expect(request.headers["accept-encoding"]).toBe("gzip");
    response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("成员 ".repeat(10_000)));
  });
  const response = await post(url);
  expect(await response.text()).toBe("成员 ".repeat(10_000));
  expect(Buffer.from(await response.arrayBuffer()).toString()).toBe("成员 ".repeat(10_000));
});

test("a redirect is not followed, because the request contains the token", async () => {
  let redirected = 0;
  const other = await serve((_, response) => {
    redirected++;
    response.end();
  });
  const url = await serve((_, response) => response.writeHead(302, { location: other }).end());
  expect(await post(url)).toMatchObject({ ok: false, status: 302 });
  expect(redirected).toBe(0);
});

test.each<[string, RequestListener]>([
  [
    "ends early",
    (_, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("{", () => response.destroy());
    },
  ],
  [
    "is cut in the middle of its compression",
    (_, response) => {
      response
        .writeHead(200, { "content-encoding": "gzip" })
        .end(gzipSync("x".repeat(1_000)).subarray(0, 15));
    },
  ],
  ["never begins", (request) => void request.socket.destroy()],
])("a response that %s is an error", async (_, respond) => {
  await expect(post(await serve(respond))).rejects.toThrow();
});

test("a response that does not end in time is an error", async () => {
  const late = new AbortController();
  const url = await serve((_, response) => {
    response.writeHead(200).write("{");
    late.abort();
  });
  await expect(post(url, late.signal)).rejects.toThrow("abort");
});
