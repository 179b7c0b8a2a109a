/** What is mutated together, and the tests that run against each of its mutants: only tests that are fast enough. */
export interface Part {
  mutate: readonly string[];
  tests: readonly string[];
  /** The code runs in a browser, where Stryker cannot see which tests reach it. */
  isInBrowser?: true;
}

/** The parts that `npm run mutate` knows. Each takes between a minute and an hour. */
export const parts: Readonly<Record<string, Part>> = {
  order: {
    mutate: ["workflow/draw/{order,order-stretch,positions-to-visit,apply-revision}.ts"],
    tests: ["test/workflow/draw/{order,order-stretch,positions-to-visit,apply-revision}.test.ts"],
  },
  verify: {
    mutate: [
      "workflow/draw/*.ts",
      "!workflow/draw/{order,order-stretch,positions-to-visit,apply-revision}.ts",
    ],
    tests: [
      "test/workflow/draw/*.test.ts",
      "!test/workflow/draw/{order,order-stretch,positions-to-visit,apply-revision}.test.ts",
    ],
  },
  claims: {
    mutate: ["data/people/{claim,claims}.ts", "workflow/attempt/judge-claim.ts"],
    tests: [
      "test/data/people/claims.test.ts",
      "test/workflow/attempt/judge-claim.test.ts",
      "test/workflow/small-pages.test.ts",
    ],
  },
  attempt: {
    mutate: ["workflow/attempt/*.ts", "!workflow/attempt/{judge-claim,requests,draw-body}.ts"],
    tests: [
      "test/workflow/attempt/*.test.ts",
      "test/workflow/{revision,concurrency,interruption,lagging-reads,stale-steps}.test.ts",
    ],
  },
  tasks: {
    mutate: ["workflow/tasks/*.ts", "!workflow/tasks/events.ts"],
    tests: ["test/workflow/{draw,concurrency,predecessor,lagging-reads,stale-steps}.test.ts"],
  },
  beacon: {
    mutate: ["workflow/beacon/*.ts"],
    tests: ["test/workflow/beacon/*.test.ts", "!test/workflow/beacon/*.fuzz.test.ts"],
  },
  notice: {
    mutate: ["workflow/notice/*.ts"],
    tests: ["test/workflow/notice/*.test.ts"],
  },
  parsing: {
    mutate: [
      "data/people/{employee,employee-key}.ts",
      "data/runtime/{environment,safe-parse,json-of}.ts",
      "data/dynamodb/parse-item.ts",
      "data/ledger/draw-record.ts",
      "bot/messages/mrkdwn.ts",
      "workflow/tasks/events.ts",
      "workflow/attempt/{requests,draw-body}.ts",
    ],
    tests: [
      "test/data/people/{employee,employee-key}.test.ts",
      "test/data/runtime/{environment,safe-parse}.test.ts",
      "test/data/ledger/draw-record.test.ts",
      "test/bot/messages/mrkdwn.test.ts",
      "test/workflow/tasks/events.test.ts",
    ],
  },
  ledger: {
    mutate: [
      "data/ledger/*.ts",
      "!data/ledger/{opening,draw-numbers,draw-record}.ts",
      "data/people/visit-log.ts",
    ],
    tests: [
      "test/data/ledger/*.test.ts",
      "test/data/people/visit-log.test.ts",
      "test/workflow/{small-pages,lagging-reads}.test.ts",
    ],
  },
  opening: {
    mutate: ["data/ledger/{opening,draw-numbers}.ts"],
    tests: ["test/data/ledger/{opening,records}.test.ts"],
  },
  roster: {
    mutate: ["data/people/roster.ts", "infra/cli/roster/roster-table.ts"],
    tests: [
      "test/data/people/roster.test.ts",
      "test/workflow/small-pages.test.ts",
      "test/infra/cli/import-roster.test.ts",
    ],
  },
  runtime: {
    mutate: [
      "data/runtime/{secret,open-secret,log,lottery-error,connections}.ts",
      "data/dynamodb/{document-client,write-if,requests-at-once}.ts",
    ],
    tests: [
      "test/data/runtime/{secret,open-secret,log,connections}.test.ts",
      "test/data/dynamodb/document-client.test.ts",
      "test/data/people/claims.test.ts",
    ],
  },
  entry: {
    mutate: ["bot/slack/*.ts"],
    tests: ["test/bot/slack/*.test.ts"],
  },
  input: {
    mutate: ["bot/input/*.ts"],
    tests: ["test/bot/input/*.test.ts"],
  },
  commands: {
    mutate: ["bot/commands/*.ts"],
    tests: ["test/bot/commands/*.test.ts"],
  },
  messages: {
    mutate: ["bot/messages/*.ts", "!bot/messages/mrkdwn.ts"],
    tests: ["test/bot/messages/*.test.ts", "test/bot/commands/commands.test.ts"],
  },
  locales: {
    mutate: ["bot/locales/*.ts"],
    tests: ["test/bot/locales/*.test.ts"],
  },
  callback: {
    mutate: ["bot/callback/**/*.ts"],
    tests: ["test/bot/callback/**/*.test.ts", "!test/bot/callback/*.fuzz.test.ts"],
  },
  cli: {
    mutate: [
      "infra/cli/{explain-draw,find-duplicate-key,printable}.ts",
      "infra/cli/roster/{id-conflicts,parse-roster,plan-import}.ts",
    ],
    tests: [
      "test/infra/cli/{explain-draw,find-duplicate-key,printable}.test.ts",
      "test/infra/cli/roster/{parse-roster,plan-import}.test.ts",
    ],
  },
  page: {
    mutate: ["docs/verify.html"],
    tests: ["test/docs/verify-page*.test.ts"],
    isInBrowser: true,
  },
};
