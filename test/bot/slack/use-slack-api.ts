import nock from "nock";
import { afterEach, beforeEach } from "vitest";
import { recordLog } from "../../support/record-log.ts";

export const SLACK_API_URL = "https://slack.test/api/";

/** In each test of the file, records the log and refuses every connection that `nock` does not serve. */
export function useSlackApi() {
  let log: ReturnType<typeof recordLog>;
  beforeEach(() => {
    log = recordLog();
    if (!nock.isActive()) nock.activate();
    nock.disableNetConnect();
  });
  afterEach(() => {
    nock.cleanAll();
    nock.enableNetConnect();
    // Other test files share this process.
    nock.restore();
    log[Symbol.dispose]();
  });
  return { events: (name: string) => log.events(name) };
}
