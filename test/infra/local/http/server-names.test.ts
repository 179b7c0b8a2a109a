import { hostname } from "node:os";
import { Hono } from "hono";
import { expect, test } from "vitest";
import { formatOrigin, ownNamesOnly } from "../../../../infra/local/http/server-names.ts";

const OWN = hostname().toLowerCase();

test.each([
  ["127.0.0.1", "localhost:3000", 200],
  ["127.0.0.1", "127.0.0.1", 200],
  ["127.0.0.1", "[::1]:3000", 200],
  ["127.0.0.1", "evil.example", 403],
  ["127.0.0.1", "localhost.evil.example", 403],
  ["127.0.0.1", "192.168.1.5", 403],
  ["127.0.0.1", OWN, 403],
  ["127.0.0.1", "LOCALHOST:3000", 200],
  ["127.0.0.1", "evil.example@localhost", 403],
  ["127.0.0.1", "localhost, evil.example", 403],
  ["127.0.0.1", "localhost/", 403],
  ["127.0.0.1", "", 403],
  ["0.0.0.0", "localhost:3000", 200],
  ["0.0.0.0", "192.168.1.5:3000", 200],
  ["0.0.0.0", "[fe80::1]:3000", 200],
  ["0.0.0.0", OWN, 200],
  ["0.0.0.0", `${OWN}.local:3000`, 200],
  ["0.0.0.0", "evil.example", 403],
  ["0.0.0.0", "192.168.1.5.evil.example", 403],
  ["Lottery.Example.com", "lottery.example.com", 200],
  ["Lottery.Example.com", "evil.example.com", 403],
])("a server on %s responds to the name %s with %i", async (listensAt, host, status) => {
  const app = new Hono().use(ownNamesOnly(listensAt)).get("/", (c) => c.text("here"));
  expect((await app.request("http://other.example/", { headers: { host } })).status).toBe(status);
});

test.each([
  ["127.0.0.1", "http://localhost:80"],
  ["0.0.0.0", "http://localhost:80"],
  ["::", "http://localhost:80"],
  ["192.168.1.5", "http://192.168.1.5:80"],
  ["fe80::1", "http://[fe80::1]:80"],
])("a page on %s has the URL %s", (listensAt, origin) => {
  expect(formatOrigin(listensAt, 80)).toBe(origin);
});
