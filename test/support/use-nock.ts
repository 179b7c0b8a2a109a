import nock from "nock";
import { afterEach, beforeEach } from "vitest";

/** In each test of the file, refuses every connection that `nock` does not serve. */
export function useNock(): void {
  beforeEach(() => {
    if (!nock.isActive()) nock.activate();
    nock.disableNetConnect();
  });
  afterEach(() => {
    nock.cleanAll();
    nock.enableNetConnect();
    // Other test files share this process.
    nock.restore();
  });
}
