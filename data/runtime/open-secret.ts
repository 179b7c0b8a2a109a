import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { createClientSettings } from "./connections.ts";
import { createSecret, type Secret } from "./secret.ts";

/** The secret that a setting contains or refers to. Two requests fit in the three seconds that Slack waits. */
export function openSecret(setting: string): Secret {
  const client = new SecretsManagerClient(
    createClientSettings({ maxAttempts: 2, connectionTimeout: 500, requestTimeout: 1_000 }),
  );
  return createSecret(setting, {
    async fetchSecret(SecretId) {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }));
      return SecretString ?? "";
    },
    now: Date.now,
  });
}
