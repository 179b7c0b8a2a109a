import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { createClientSettings } from "../../../data/runtime/connections.ts";
import { nameOutput, outputVariables } from "../../aws/outputs.ts";
import { StackUnusable } from "./stack-unusable.ts";

type Source = Readonly<Record<string, string | undefined>>;

export interface DeployedStack {
  name: string;
  region: string;
  /** The environment, with the names of this stack. */
  environment: Source;
  outputs: ReadonlyMap<string, string>;
}

/** AWS's codes for credentials that are wrong or no longer valid. */
const CREDENTIALS_REFUSED =
  /^(?:Expired|RequestExpired|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|AuthFailure|IncompleteSignature|NotAuthorized|OptInRequired)/;
const CREDENTIALS_HINT =
  "Set them as for `npm run deploy`, for example with AWS_PROFILE, or sign in again with `aws sso login`.";

function explain(error: unknown, name: string, region: string): string {
  const code = error instanceof Error ? error.name : "Unknown";
  if (code === "ValidationError")
    return `There is no stack ${name} in ${region}. Check the name, and AWS_REGION.`;
  if (/^(?:CredentialsProvider|TokenProvider)/.test(code))
    return `This shell has no AWS credentials, so the stack ${name} was not read. ${CREDENTIALS_HINT}`;
  if (CREDENTIALS_REFUSED.test(code))
    return `AWS does not accept the credentials of this shell, so the stack ${name} was not read. ${CREDENTIALS_HINT}`;
  if (code.startsWith("AccessDenied"))
    return `The AWS credentials of this shell may not read the stack ${name}: they need cloudformation:DescribeStacks.`;
  return `AWS did not describe the stack ${name} in ${region} (${code}). Try again in a moment.`;
}

/** Refuses a shell whose tables are elsewhere: the names of the stack would lead to other tables. */
function checkEndpoint(source: Source): void {
  const { AWS_ENDPOINT_URL: all, AWS_ENDPOINT_URL_CLOUDFORMATION: own } = source;
  const tables = source["AWS_ENDPOINT_URL_DYNAMODB"];
  if (tables && !all && !own)
    throw new StackUnusable(
      `--stack is for AWS, but AWS_ENDPOINT_URL_DYNAMODB leads this shell to ${tables}. Unset it, or omit --stack.`,
    );
}

async function readRegion(client: CloudFormationClient): Promise<string> {
  try {
    return await client.config.region();
  } catch (error) {
    throw new StackUnusable("This shell has no AWS region. Set AWS_REGION to the region of the stack.", {
      cause: error,
    });
  }
}

/**
 * Reads a deployed stack: its outputs say which tables, functions and queues it has. Throws `StackUnusable`.
 */
export async function readStack(name: string, source: Source): Promise<DeployedStack> {
  checkEndpoint(source);
  const client = new CloudFormationClient(
    createClientSettings({ maxAttempts: 3, connectionTimeout: 2_000, requestTimeout: 10_000 }),
  );
  const region = await readRegion(client);
  const describe = async () => {
    try {
      const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
      return Stacks[0];
    } catch (error) {
      throw new StackUnusable(explain(error, name, region), { cause: error });
    }
  };
  const outputs = new Map(
    ((await describe())?.Outputs ?? []).flatMap(({ OutputKey: key, OutputValue: value }) =>
      key && value ? [[key, value] as const] : [],
    ),
  );
  const missing = outputVariables.map(nameOutput).filter((output) => !outputs.has(output));
  if (missing.length > 0)
    throw new StackUnusable(
      `The stack ${name} in ${region} has no ${missing.length === 1 ? "output" : "outputs"} ${missing.join(", ")}. It is not a lottery, or it is older than this program: then run npm run deploy first.`,
    );
  const variables = outputVariables.map((variable) => [variable, outputs.get(nameOutput(variable))]);
  return { name, region, environment: { ...source, ...Object.fromEntries(variables) }, outputs };
}
