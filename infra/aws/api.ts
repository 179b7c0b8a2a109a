import { RemovalPolicy, Validations } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { SLACK_PATH } from "./manifest.ts";
import type { Settings } from "./settings.ts";

/** Requests per second: far more than people type, and few enough to cost almost nothing. */
const RATE = 20;
const BURST = 40;

/** Times and results only: no address, no user agent, no content. */
const accessLogFormat = JSON.stringify({
  requestId: "$context.requestId",
  requestTime: "$context.requestTime",
  routeKey: "$context.routeKey",
  status: "$context.status",
  responseLatency: "$context.responseLatency",
  integrationLatency: "$context.integrationLatency",
  integrationStatus: "$context.integrationStatus",
  errorType: "$context.error.responseType",
});

/** Creates the HTTP API with the single route to which Slack sends its requests. */
export function createApi(
  scope: Construct,
  { slack, settings }: { slack: IFunction; settings: Settings },
): { api: HttpApi; slackUrl: string } {
  const api = new HttpApi(scope, "Api", { apiName: settings.name, createDefaultStage: false });
  const [route] = api.addRoutes({
    path: SLACK_PATH,
    methods: [HttpMethod.POST],
    integration: new HttpLambdaIntegration("SlackIntegration", slack),
  });
  if (route)
    Validations.of(route).acknowledge({
      id: "AwsSolutions-APIG4",
      reason: "Slack signs its requests; the function checks the signature over the raw bytes.",
    });
  const logGroup = new LogGroup(scope, "ApiLogs", {
    logGroupName: `/aws/vendedlogs/apigateway/${settings.name}`,
    retention: settings.logRetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const stage = new HttpStage(scope, "ApiStage", {
    httpApi: api,
    autoDeploy: true,
    throttle: { rateLimit: RATE, burstLimit: BURST },
    accessLogSettings: {
      destination: new LogGroupLogDestination(logGroup),
      format: AccessLogFormat.custom(accessLogFormat),
    },
  });
  return { api, slackUrl: `${stage.url.replace(/\/$/, "")}${SLACK_PATH}` };
}
