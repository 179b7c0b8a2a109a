import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { createSecret, type Secret } from "./secret.ts";

/** The secret in, or behind, a setting. Its store has two tries within Slack's three seconds. */
export function openSecret(setting: string): Secret {
  const client = new SecretsManagerClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 500, requestTimeout: 1_000, throwOnRequestTimeout: true },
  });
  return createSecret(setting, {
    async fetchSecret(SecretId) {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }));
      return SecretString ?? "";
    },
    now: Date.now,
  });
}
