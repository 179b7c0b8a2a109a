import { RemovalPolicy, Validations } from "aws-cdk-lib";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";

/** Creates the two Slack secrets with random values. The bot refuses all requests until they are replaced. */
export function createSlackSecrets(scope: Construct) {
  const create = (id: string, description: string) => {
    const secret = new Secret(scope, id, { description, removalPolicy: RemovalPolicy.DESTROY });
    Validations.of(secret).acknowledge({
      id: "AwsSolutions-SMG4",
      reason: "Slack has no API that rotates these secrets.",
    });
    return secret;
  };
  return {
    signingSecret: create("SlackSigningSecret", "The secret with which Slack signs its requests"),
    botToken: create("SlackBotToken", "The bot's OAuth token (xoxb-…)"),
  };
}
