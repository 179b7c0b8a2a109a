import { join } from "node:path";
import { type Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  ApplicationLogLevel,
  Architecture,
  CfnFunction,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { chooseByPartition } from "./choose-by-partition.ts";
import type { Settings } from "./settings.ts";

/** Actions on one resource. */
export interface Grant {
  actions: readonly string[];
  arn: string;
  /** Only items whose partition key matches one of these patterns. */
  partitions?: readonly string[];
}

interface LambdaFunctionOptions {
  /** The directory of all bundles. */
  bundles: string;
  settings: Settings;
  memorySize: number;
  timeout: Duration;
  environment: Readonly<Record<string, string>>;
  /** All permissions that the code needs. Permissions for logs and traces are added to them. */
  grants: readonly Grant[];
  deadLetterQueue?: IQueue;
}

/**
 * Creates a function from its bundle, with its own role and log group. In China, Lambda has no X-Ray, and its
 * documentation does not list Graviton.
 */
export function createLambdaFunction(
  scope: Construct,
  name: string,
  { bundles, settings, memorySize, timeout, environment, grants, deadLetterQueue }: LambdaFunctionOptions,
): LambdaFunction {
  const functionName = `${settings.name}-${name}`;
  const logGroup = new LogGroup(scope, `${name}Logs`, {
    logGroupName: `/aws/lambda/${functionName}`,
    retention: settings.logRetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(scope, `${name}Role`, { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
  const allow = ({ actions, arn, partitions }: Grant) =>
    role.addToPolicy(
      new PolicyStatement({
        actions: [...actions],
        resources: [arn],
        ...(partitions !== undefined && {
          conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [...partitions] } },
        }),
      }),
    );
  allow({ actions: ["logs:CreateLogStream", "logs:PutLogEvents"], arn: logGroup.logGroupArn });
  for (const grant of grants) allow(grant);
  Validations.of(role).acknowledge({
    id: "AwsSolutions-IAM5[Resource::*]",
    reason: "X-Ray's two actions for sending a trace do not support resources.",
  });
  const created = new LambdaFunction(scope, name, {
    functionName,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.custom(
      chooseByPartition(scope, Architecture.X86_64.name, Architecture.ARM_64.name),
    ),
    handler: "index.handler",
    code: Code.fromAsset(join(bundles, name)),
    memorySize,
    timeout,
    environment: { ...environment, NODE_OPTIONS: "--enable-source-maps" },
    role,
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    applicationLogLevelV2: ApplicationLogLevel.INFO,
    systemLogLevelV2: SystemLogLevel.INFO,
    tracing: Tracing.ACTIVE,
    ...(deadLetterQueue && { deadLetterQueue }),
  });
  const resource = created.node.defaultChild;
  if (resource instanceof CfnFunction)
    resource.addPropertyOverride(
      "TracingConfig.Mode",
      chooseByPartition(scope, Tracing.PASS_THROUGH, Tracing.ACTIVE),
    );
  return created;
}
