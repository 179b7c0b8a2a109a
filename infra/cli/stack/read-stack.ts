import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { createClientSettings } from "../../../data/runtime/connections.ts";
import { nameOutput, outputVariables } from "../../aws/outputs.ts";
import { explainAwsError, NO_REGION } from "../command/explain-aws-error.ts";
import { StackUnusable } from "./stack-unusable.ts";

type Source = Readonly<Record<string, string | undefined>>;

export interface DeployedStack {
  name: string;
  region: string;
  /** The environment, with the names of this stack. */
  environment: Source;
  outputs: ReadonlyMap<string, string>;
}

function explain(error: unknown, name: string, region: string, source: Source): string {
  if (error instanceof Error && error.name === "ValidationError")
    return `There is no stack ${name} in ${region}. Check the name, and AWS_REGION.`;
  return `The stack ${name} in ${region} was not read. ${explainAwsError(error, source) ?? "Try again in a moment."}`;
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
    throw new StackUnusable(NO_REGION, { cause: error });
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
      throw new StackUnusable(explain(error, name, region, source), { cause: error });
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
