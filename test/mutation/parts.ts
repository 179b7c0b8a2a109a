/** What is mutated together, and the tests that must notice it: only those that are fast enough to run for each mutant. */
export interface Part {
  mutate: readonly string[];
  tests: readonly string[];
  /** The mutated code runs in a browser, where Stryker does not see which tests reach it. */
  isInBrowser?: true;
}

/** All code that decides, says or stores something, part by part. A part takes from a minute to an hour. */
export const parts: Readonly<Record<string, Part>> = {
  walk: {
    mutate: ["workflow/draw/{walk,walk-stretch,places-to-visit,apply-revision}.ts"],
    tests: ["test/workflow/draw/{walk,walk-stretch,places-to-visit,apply-revision}.test.ts"],
  },
  verify: {
    mutate: ["workflow/draw/{receipt,verify-draw,export-draw,exported-draw}.ts"],
    tests: ["test/workflow/draw/{receipt,verify-draw,export-draw,exported-draw}.test.ts"],
  },
  claims: {
    mutate: ["data/people/claims.ts", "workflow/attempt/judge-claim.ts"],
    tests: ["test/data/people/claims.test.ts", "test/workflow/{judge-claim,small-pages}.test.ts"],
  },
  draw: {
    mutate: ["workflow/{claim-winners,select-winners,settle-draw,require-alive,require-carriable}.ts"],
    tests: [
      "test/workflow/{claim-winners,select-winners,settle-draw,require-alive,require-carriable}.test.ts",
    ],
  },
  tasks: {
    mutate: ["workflow/{input-winners,random-select-winners,validate-winners,record-winners}.ts"],
    tests: ["test/workflow/{draw,concurrency,predecessor,lagging-reads,stale-steps}.test.ts"],
  },
  revision: {
    mutate: ["workflow/revision/*.ts"],
    tests: ["test/workflow/{revision,lagging-reads,stale-steps}.test.ts"],
  },
  notice: {
    mutate: ["workflow/notice/*.ts"],
    tests: ["test/workflow/notice/*.test.ts"],
  },
  parsing: {
    mutate: [
      "data/{employee,employee-key,environment,parse-item,safe-parse,json-of,draw-record,visited-place}.ts",
      "bot/messages/mrkdwn.ts",
      "workflow/tasks/events.ts",
    ],
    tests: [
      "test/data/{employee,employee-key,environment,safe-parse,ledger}.test.ts",
      "test/bot/messages/mrkdwn.test.ts",
      "test/workflow/tasks/events.test.ts",
    ],
  },
  ledger: {
    mutate: ["data/{ledger,update-record,revisions,trail}.ts"],
    tests: ["test/data/{ledger,trail}.test.ts", "test/workflow/{small-pages,lagging-reads}.test.ts"],
  },
  opening: {
    mutate: ["data/{opening,draw-numbers}.ts"],
    tests: ["test/data/{opening,ledger}.test.ts"],
  },
  roster: {
    mutate: ["data/people/roster.ts", "infra/cli/roster/roster-table.ts"],
    tests: ["test/data/people/roster.test.ts", "test/workflow/small-pages.test.ts"],
  },
  runtime: {
    mutate: ["data/{secret,open-secret,log,lottery-error,write-if,connections,document-client}.ts"],
    tests: ["test/data/{secret,open-secret,log,connections,document-client,claims}.test.ts"],
  },
  entry: {
    mutate: ["bot/{http-entry,slack-request,judge-place,start-execution,slack-client}.ts"],
    tests: ["test/bot/{http-entry,app,judge-place,start-execution,slack-client}.test.ts"],
  },
  typed: {
    mutate: ["bot/typed/*.ts"],
    tests: ["test/bot/typed/*.test.ts"],
  },
  commands: {
    mutate: ["bot/commands/*.ts"],
    tests: ["test/bot/commands/*.test.ts"],
  },
  bot: {
    mutate: ["bot/messages/*.ts", "!bot/messages/mrkdwn.ts"],
    tests: ["test/bot/messages/*.test.ts", "test/bot/commands/commands.test.ts"],
  },
  words: {
    mutate: ["bot/words/*.ts"],
    tests: ["test/bot/words/*.test.ts"],
  },
  callback: {
    mutate: ["bot/callback/*.ts"],
    tests: ["test/bot/callback/{announce-draw,callback}.test.ts"],
  },
  cli: {
    mutate: [
      "infra/cli/{explain-draw,printable}.ts",
      "infra/cli/roster/{id-conflicts,parse-roster,plan-import}.ts",
    ],
    tests: [
      "test/infra/cli/{explain-draw,printable}.test.ts",
      "test/infra/cli/roster/{parse-roster,plan-import}.test.ts",
    ],
  },
  page: {
    mutate: ["docs/verify.html"],
    tests: ["test/docs/verify-page.test.ts"],
    isInBrowser: true,
  },
};
