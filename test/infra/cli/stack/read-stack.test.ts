import { readFileSync } from "node:fs";
import nock from "nock";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { nameOutput, outputVariables } from "../../../../infra/aws/outputs.ts";
import { readStack } from "../../../../infra/cli/stack/read-stack.ts";
import { announceChange, readTarget } from "../../../../infra/cli/stack/stack-option.ts";
import { packageJson } from "../../../support/lock-file.ts";
import { useNock } from "../../../support/use-nock.ts";
import { formatError, formatStack } from "./serve-stacks.ts";

const OUTPUTS = {
  ...Object.fromEntries(outputVariables.map((variable) => [nameOutput(variable), `value of ${variable}`])),
  CallbackDeadLettersUrl: "https://sqs.eu-central-1.amazonaws.com/1/Party-Callback?a=1&b=2",
};

useNock();
beforeEach(() => {
  // No test reads the credentials of the machine.
  vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
  for (const name of ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"]) vi.stubEnv(name, "/dev/null");
  for (const name of ["AWS_PROFILE", "AWS_DEFAULT_REGION"]) vi.stubEnv(name, undefined);
  vi.stubEnv("AWS_REGION", "eu-central-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const respond = (status: number, body: string, host = "cloudformation.eu-central-1.amazonaws.com") =>
  nock(`https://${host}`)
    .persist()
    .post("/", (form: Record<string, string>) => form["StackName"] === "Party")
    .reply(status, body, { "content-type": "text/xml" });

test("the names of a stack replace those of the shell", async () => {
  respond(200, formatStack("Party", OUTPUTS));
  const shell = { DRAWS_TABLE: "Lottery-Draws", LOTTERY_LOCALE: "zh-CN" };
  const { environment, stack } = await readTarget("Party", shell);
  expect(environment).toEqual({
    LOTTERY_LOCALE: "zh-CN",
    ...Object.fromEntries(outputVariables.map((variable) => [variable, `value of ${variable}`])),
  });
  expect(stack?.region).toBe("eu-central-1");
  expect(stack?.outputs.get("CallbackDeadLettersUrl")).toBe(OUTPUTS.CallbackDeadLettersUrl);
});

test("without --stack, the shell names the tables, and no stack is read", async () => {
  expect(await readTarget(undefined, { DRAWS_TABLE: "A" })).toEqual({ environment: { DRAWS_TABLE: "A" } });
});

test("China has its own address", async () => {
  vi.stubEnv("AWS_REGION", "cn-north-1");
  respond(200, formatStack("Party", OUTPUTS), "cloudformation.cn-north-1.amazonaws.com.cn");
  expect((await readStack("Party", {})).region).toBe("cn-north-1");
});

const { EmployeeTable: _, ...older } = OUTPUTS as Record<string, string>;

test.each([
  [
    "there is none",
    [400, formatError("ValidationError", "Stack with id Party does not exist")],
    /^There is no stack Party in eu-central-1\. Check the name, and AWS_REGION\.$/,
  ],
  [
    "it is another stack",
    [200, formatStack("Party", {})],
    /^The stack Party in eu-central-1 has no outputs EmployeeTable, .*DrawsTable.*\. It is not a lottery, or /,
  ],
  [
    "it is older",
    [200, formatStack("Party", older)],
    /has no output EmployeeTable\. .* run npm run deploy first\.$/,
  ],
  [
    "the credentials have expired",
    [403, formatError("ExpiredToken", "The security token included in the request is expired")],
    /^The stack Party in eu-central-1 was not read\. AWS does not accept the credentials of this shell\. Set them /,
  ],
  [
    "the credentials are invented",
    [403, formatError("InvalidClientTokenId", "The security token included in the request is invalid.")],
    /was not read\. AWS does not accept the credentials of this shell/,
  ],
  [
    "the credentials do not suffice",
    [
      403,
      formatError(
        "AccessDenied",
        "User: arn:aws:iam::1:user/x is not authorized to perform: cloudformation:DescribeStacks on resource: arn:aws:x",
      ),
    ],
    /was not read\. AWS does not allow this with the credentials of this shell: they need cloudformation:DescribeStacks\.$/,
  ],
  [
    "AWS fails",
    [400, formatError("Weather", "It rains")],
    /^The stack Party in eu-central-1 was not read\. AWS refused a request \(Weather\)\. /,
  ],
] as const)("one line explains why a stack cannot be used: %s", async (__, [status, body], expected) => {
  respond(status, body);
  const refusal = await readStack("Party", {}).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ name: "StackUnusable", message: expect.stringMatching(expected) });
  expect(String(refusal)).not.toMatch(/\n|arn:aws|rains/);
});

test("one line explains that there are no credentials, no region, or other tables", async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", undefined);
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", undefined);
  await expect(readStack("Party", {})).rejects.toThrow(
    /was not read\. This shell has no AWS credentials\. Set them as for `npm run deploy`/,
  );
  vi.stubEnv("AWS_REGION", undefined);
  await expect(readStack("Party", {})).rejects.toThrow(
    "This shell has no AWS region. Set AWS_REGION to the region of the lottery.",
  );
  await expect(readStack("Party", { AWS_ENDPOINT_URL_DYNAMODB: "http://localhost:8000" })).rejects.toThrow(
    "--stack is for AWS, but AWS_ENDPOINT_URL_DYNAMODB leads this shell to http://localhost:8000. Unset it, or omit --stack.",
  );
});

test("says which tables change, each once, and where they are", async () => {
  const said = vi.spyOn(console, "error").mockReturnValue(undefined);
  respond(200, formatStack("Party", OUTPUTS));
  announceChange(await readTarget("Party", {}), ["Party-Employee", "Party-Draws", "Party-Draws"]);
  announceChange(await readTarget(undefined, { AWS_ENDPOINT_URL_DYNAMODB: "http://localhost:8000" }), ["A"]);
  announceChange(await readTarget(undefined, {}), ["A", "B", "C"]);
  expect(said.mock.calls.flat()).toEqual([
    "This changes the tables Party-Employee and Party-Draws of the stack Party in eu-central-1.",
    "This changes the table A at http://localhost:8000.",
    "This changes the tables A, B and C.",
  ]);
});

test("every command that uses tables accepts --stack", () => {
  const files = Object.values(packageJson.scripts).flatMap(
    (script) => /^node (infra\/cli\/\S+\.ts)$/.exec(script)?.[1] ?? [],
  );
  const withTables = files.filter((file) =>
    /readEnvironment|openPersonStores/.test(readFileSync(file, "utf8")),
  );
  expect(withTables.length).toBeGreaterThanOrEqual(6);
  for (const file of withTables) expect(readFileSync(file, "utf8"), file).toMatch(/await readTarget\(/);
});
