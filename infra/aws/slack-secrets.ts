import { RemovalPolicy, Validations } from "aws-cdk-lib";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";

/** Where the two Slack secrets are kept. They begin as random text: until the real ones are put, nothing is let in. */
export function createSlackSecrets(scope: Construct) {
  const create = (id: string, description: string) => {
    const secret = new Secret(scope, id, { description, removalPolicy: RemovalPolicy.DESTROY });
    Validations.of(secret).acknowledge({
      id: "AwsSolutions-SMG4",
      reason: "Slack alone issues its secrets, by hand; a function that rotates them has nothing to call.",
    });
    return secret;
  };
  return {
    signingSecret: create("SlackSigningSecret", "What Slack signs its requests with"),
    botToken: create("SlackBotToken", "The bot's OAuth token (xoxb-…)"),
  };
}
