import { tableVariables } from "../../../../data/runtime/environment.ts";
import { tableDefinitions } from "../../../../data/tables.ts";
import type { Listening } from "../../http/listen.ts";
import type { LocalSettings } from "../../settings/settings.ts";
import type { Faults } from "../../web/inspector/faults.ts";
import { createTablesFeed, INSPECTOR_ACCESS_KEY } from "../../web/inspector/tables-feed.ts";
import type { Store } from "../store/store.ts";
import { createDynamoDb } from "./dynamodb.ts";

interface StartDynamoDbOptions {
  settings: LocalSettings;
  store: Store;
  faults: Faults;
  reportError: (error: unknown) => void;
}

/** Serves DynamoDB with the lottery's tables, and follows what is written to them. */
export async function startDynamoDb(
  resources: AsyncDisposableStack,
  { settings, store, faults, reportError }: StartDynamoDbOptions,
): Promise<{ tables: ReturnType<typeof createTablesFeed>; server: Listening["server"]; url: string }> {
  const names = tableVariables.parse(settings);
  const tables = createTablesFeed({ definitions: tableDefinitions, names, reportError });
  const { server, port, close } = await createDynamoDb({
    port: settings.DYNAMODB_PORT,
    store: settings.LOTTERY_DATA === undefined ? undefined : store,
    names,
    throttles: (caller) => caller !== INSPECTOR_ACCESS_KEY && faults.isSecond("dynamodb-throttles"),
    onDone: tables.notice,
  });
  resources.defer(close);
  resources.defer(() => tables.close());
  return { tables, server, url: `http://localhost:${port}` };
}
