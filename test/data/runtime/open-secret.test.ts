import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import { afterEach, expect, test, vi } from "vitest";
import { openSecret } from "../../../data/runtime/open-secret.ts";

const ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:SlackBotToken-AbCdEf";

afterEach(() => vi.unstubAllEnvs());

/** A fake Secrets Manager over HTTP for the SDK's own client. */
async function startSecretsManager(body: object, status = 200) {
  const requests: unknown[] = [];
  const server = createServer(async (request, response) => {
    requests.push([request.headers["x-amz-target"], await json(request)]);
    response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  vi.stubEnv("AWS_REGION", "us-east-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  vi.stubEnv("AWS_ENDPOINT_URL_SECRETS_MANAGER", `http://127.0.0.1:${address.port}`);
  return { requests, [Symbol.dispose]: () => void server.close() };
}

test("a reference is read from Secrets Manager", async () => {
  using store = await startSecretsManager({ ARN, SecretString: "xoxb-1" });
  expect(await openSecret(ARN).read()).toBe("xoxb-1");
  expect(store.requests).toEqual([["secretsmanager.GetSecretValue", { SecretId: ARN }]]);
});

test("a reference to a missing secret is the store's own error", async () => {
  using _ = await startSecretsManager({ __type: "ResourceNotFoundException", message: "none" }, 400);
  await expect(openSecret(ARN).read()).rejects.toThrow(
    expect.objectContaining({ name: "ResourceNotFoundException" }),
  );
});

test("an empty secret is an error", async () => {
  using _ = await startSecretsManager({ ARN });
  await expect(openSecret(ARN).read()).rejects.toThrow("The secret is empty.");
});
