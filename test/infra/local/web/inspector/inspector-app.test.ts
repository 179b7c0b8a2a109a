import { request } from "node:http";
import { expect, test } from "vitest";
import { serveSlack } from "../../../../support/serve-slack.ts";

test("only the page of this server can switch faults, and only known ones", async () => {
  const slack = await serveSlack();
  const set = (body: unknown, headers = {}) => slack.post("/inspector/faults", body, headers);
  expect((await set({ name: "sns-down", active: true })).status).toBe(200);
  expect((await set({ name: "nothing", active: true })).status).toBe(400);
  expect((await set({ name: "sns-down" })).status).toBe(400);
  expect((await set({ name: "sns-down", active: true }, { origin: "https://example.com" })).status).toBe(403);
  expect((await set({ name: "sns-down", active: true }, { "content-type": "text/plain" })).status).toBe(415);
});

test.for([
  ["GET", "/inspector/faults", 405],
  ["GET", "/inspector/reset", 405],
  ["GET", "/inspector/executions/none", 404],
  ["GET", "/inspector/nothing", 404],
  ["GET", "/playground/nothing", 404],
  ["GET", "/playground/command", 405],
  ["POST", "/page/page.js", 405],
  ["GET", "/page/../web-api.ts", 404],
  ["GET", "/page/%2e%2e%2fweb-api.ts", 404],
  ["GET", "/library/preact/preact.mjs", 200],
  ["GET", "/library/preact/..%2fpackage.json", 404],
  ["GET", "/library/nothing/preact.mjs", 404],
] as const)("%s %s gets status %i", async ([method, path, status]) => {
  const { url } = await serveSlack();
  expect((await fetch(url + path, { method })).status).toBe(status);
});

test("under a foreign host name nothing is shown and no fault is switched", async () => {
  const { url } = await serveSlack();
  const status = await new Promise((resolve, reject) => {
    request(`${url}/inspector/executions/x`, { headers: { host: "evil.example:80" } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
  expect(status).toBe(403);
});
