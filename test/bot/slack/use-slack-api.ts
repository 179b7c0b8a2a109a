import { afterEach, beforeEach } from "vitest";
import { recordLog } from "../../support/record-log.ts";
import { useNock } from "../../support/use-nock.ts";

export const SLACK_API_URL = "https://slack.test/api/";

/** In each test of the file, records the log and refuses every connection that `nock` does not serve. */
export function useSlackApi() {
  let log: ReturnType<typeof recordLog>;
  useNock();
  beforeEach(() => {
    log = recordLog();
  });
  afterEach(() => {
    log[Symbol.dispose]();
  });
  return { events: (name: string) => log.events(name) };
}
