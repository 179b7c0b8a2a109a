import { readFile } from "node:fs/promises";
import { DynamoDBClient, DynamoDBServiceException, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, expect, test, vi } from "vitest";
import { LotteryError } from "../../../../data/runtime/lottery-error.ts";
import { CommandFailed, WrongUsage } from "../../../../infra/cli/command/command-error.ts";
import { explainError } from "../../../../infra/cli/command/explain-error.ts";
import { findFreePort } from "../../../support/find-free-port.ts";

type Settings = ConstructorParameters<typeof DynamoDBClient>[0];

afterEach(() => {
  vi.unstubAllEnvs();
});

const explain = (error: unknown, environment: Record<string, string> = {}) =>
  explainError(error, { usage: "npm run example -- <file>", environment });

/** The SDK's own error for a request with these settings. */
async function failRequest(settings: Settings): Promise<unknown> {
  const client = new DynamoDBClient({ maxAttempts: 1, ...settings });
  try {
    return await client.send(new ListTablesCommand());
  } catch (error) {
    return error;
  }
}

const credentials = { accessKeyId: "local", secretAccessKey: "local" };

test.each(["127.0.0.1", "localhost"])("says that nothing listens at an endpoint: %s", async (host) => {
  const port = await findFreePort();
  const endpoint = `http://${host}:${port}`;
  const error = await failRequest({ endpoint, region: "us-east-1", credentials });
  expect(
    explain(error, { AWS_ENDPOINT_URL_DYNAMODB: endpoint, AWS_ENDPOINT_URL_SNS: "http://localhost:1" }),
  ).toBe(
    `Nothing listens on port ${port}, to which AWS_ENDPOINT_URL_DYNAMODB leads this shell. Start the lottery there (npm start), or correct the variable.`,
  );
});

test("says what a shell lacks that is not set up for AWS", async () => {
  for (const name of ["AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE", "AWS_ACCESS_KEY_ID"])
    vi.stubEnv(name, undefined);
  vi.stubEnv("AWS_CONFIG_FILE", "/dev/null");
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
  vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
  expect(explain(await failRequest({ credentials }))).toBe(
    "This shell has no AWS region. Set AWS_REGION to the region of the lottery.",
  );
  expect(explain(await failRequest({ region: "us-east-1" }))).toMatch(
    /^This shell has no AWS credentials\. Set them/,
  );
});

test.each<[name: string, message: string, status: number, text: string]>([
  ["ExpiredTokenException", "x", 400, "AWS does not accept the credentials of this shell. Set them"],
  [
    "AccessDeniedException",
    "User: arn:aws:iam::1:user/ann is not authorized to perform: dynamodb:Query on resource: arn:x",
    400,
    "AWS does not allow this with the credentials of this shell: they need dynamodb:Query.",
  ],
  ["AccessDeniedException", "x", 400, "they need permissions that they do not have."],
  ["ResourceNotFoundException", "x", 400, "AWS has no table, function or queue of this name in this region."],
  ["ThrottlingException", "x", 400, "AWS is busy (ThrottlingException). Run the command again"],
  ["InternalServerError", "x", 500, "AWS is busy (InternalServerError). Run the command again"],
  ["ValidationException", "x", 400, "AWS refused a request (ValidationException). Check AWS_REGION"],
])("explains %s of AWS without its text", (name, message, httpStatusCode, text) => {
  const said = explain(
    new DynamoDBServiceException({ name, message, $fault: "client", $metadata: { httpStatusCode } }),
  );
  expect(said).toContain(text);
  expect(said).not.toMatch(/\n|\bx\b|arn:/);
});

test("says how to use a command, and what its own errors say", () => {
  expect(explain(new WrongUsage())).toBe("Usage: npm run example -- <file>");
  expect(
    explain(Object.assign(new TypeError("Unknown option"), { code: "ERR_PARSE_ARGS_UNKNOWN_OPTION" })),
  ).toBe("Usage: npm run example -- <file>");
  expect(explain(new CommandFailed("There is no draw 3."))).toBe("There is no draw 3.");
  expect(explain(new LotteryError("UnknownDraw", "There is no draw 3."))).toBe("There is no draw 3.");
});

test("prints an error that nobody has foreseen with its stack, for a report", () => {
  expect(explain(new RangeError("Too much"))).toMatch(
    /^The command stopped because of an internal error\.[^\n]+\nRangeError: Too much\n {4}at /,
  );
});

test("explains the errors of every command for people", async () => {
  const root = new URL("../../../../", import.meta.url);
  const { scripts } = JSON.parse(await readFile(new URL("package.json", root), "utf8"));
  const files = Object.values<string>(scripts).flatMap(
    (script) => /^node (infra\/(?:cli|aws)\/\S+)$/.exec(script)?.[1] ?? [],
  );
  // These two are for developers, and need neither AWS nor arguments.
  const others = ["infra/cli/print-sbom.ts", "infra/cli/write-verify-page.ts"];
  const commands = files.filter((file) => !others.includes(file));
  expect(commands).toHaveLength(10);
  for (const file of commands)
    expect(await readFile(new URL(file, root), "utf8"), file).toContain("await runCommand({");
});
