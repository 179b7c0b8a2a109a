/** What is mutated together, and the tests that run against each of its mutants: only tests that are fast enough. */
export interface Part {
  mutate: readonly string[];
  tests: readonly string[];
  /**
   * The code only passes values on, while its file is loaded. So mutants that do not compile do not count, and Stryker cannot
   * see which tests reach it. No other file imports it.
   */
  isWiring?: true;
}

/** The parts that `npm run mutate` knows: together, all code of the product except `infra/aws` and `infra/local`. */
export const parts: Readonly<Record<string, Part>> = {
  order: {
    mutate: ["workflow/draw/{order,order-stretch,positions-to-visit,apply-revision}.ts"],
    tests: ["test/workflow/draw/{order,order-stretch,positions-to-visit,apply-revision}.test.ts"],
  },
  verify: {
    mutate: [
      "workflow/draw/*.ts",
      "!workflow/draw/{order,order-stretch,positions-to-visit,apply-revision,eligibility,classify-claim}.ts",
      "!workflow/draw/erase-*.ts",
      "!workflow/draw/{roster-tree,roster-pages,salts,seal,seal-time,person,sha256,digest-json,receipt}.ts",
    ],
    tests: [
      "test/workflow/draw/*.test.ts",
      "!test/workflow/draw/{order,roster-tree,roster-pages,salts,positions-to-visit,apply-revision}.test.ts",
      "!test/workflow/draw/erase-*.test.ts",
    ],
  },
  seal: {
    mutate: [
      "workflow/draw/{roster-tree,roster-pages,salts,seal,seal-time,person,sha256,digest-json,receipt}.ts",
    ],
    tests: ["test/workflow/draw/{roster-tree,roster-pages,salts,seal,seal-time,person,receipt}.test.ts"],
  },
  claims: {
    mutate: [
      "data/people/{claim,claim-conditions,claims,read-claim,read-claims,read-taken,items-by-employee}.ts",
      "workflow/attempt/judge-claim.ts",
      "workflow/draw/{eligibility,classify-claim}.ts",
    ],
    tests: [
      "test/data/people/{claims,claims-interleaved,claims-of-dead-draws,claims-over-wins}.test.ts",
      "test/data/people/items-by-employee.test.ts",
      "test/workflow/attempt/{judge-claim,claim-winners}.test.ts",
      "test/workflow/draw/{eligibility,classify-claim}.test.ts",
    ],
  },
  attempt: {
    mutate: [
      "workflow/attempt/{attempt,recovery,finalize-claims,fail-attempt,claim-winners,decide-attempt}.ts",
      "workflow/attempt/{validate-attempt,validation,open-revision,leases,check-body-size,log-request}.ts",
    ],
    tests: [
      "test/workflow/attempt/{attempt,recovery,claim-winners,check-body-size,validate-attempt}.test.ts",
      "test/workflow/{campaigns,revision,moved-winner,stale-steps,logged-requests}.test.ts",
    ],
  },
  selection: {
    mutate: [
      "workflow/attempt/{extend-history,sum-draws,fix-rules,survey-roster,prepare-sealing,seal-roster}.ts",
      "workflow/attempt/{reveal-seed,select-winners,visit-positions,read-entries,open-visit-log}.ts",
    ],
    tests: [
      "test/workflow/attempt/{visit-positions,fix-rules,sum-draws}.test.ts",
      "test/workflow/{sealed-draw,draw,campaigns,revision}.test.ts",
    ],
  },
  tasks: {
    mutate: ["workflow/tasks/*.ts", "!workflow/tasks/{events,*.lambda}.ts"],
    tests: ["test/workflow/{predecessor,stale-steps,logged-requests,sealed-draw,draw}.test.ts"],
  },
  beacon: {
    mutate: ["workflow/beacon/*.ts", "data/runtime/beacon-chain.ts"],
    tests: [
      "test/workflow/beacon/*.test.ts",
      "!test/workflow/beacon/*.fuzz.test.ts",
      "test/data/runtime/environment.test.ts",
    ],
  },
  erasure: {
    mutate: ["workflow/erasure/*.ts", "workflow/draw/erase-*.ts"],
    tests: ["test/workflow/erasure/*.test.ts", "test/workflow/draw/erase-*.test.ts"],
  },
  notice: {
    mutate: ["workflow/notice/**/*.ts"],
    tests: ["test/workflow/notice/**/*.test.ts"],
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
      "test/data/runtime/{environment,safe-parse,json-of}.test.ts",
      "test/data/dynamodb/parse-item.test.ts",
      "test/data/ledger/draw-record.test.ts",
      "test/bot/messages/mrkdwn.test.ts",
      "test/workflow/tasks/events.test.ts",
    ],
  },
  ledger: {
    mutate: [
      "data/ledger/*.ts",
      "!data/ledger/{opening,draw-numbers,draw-record}.ts",
      "!data/ledger/{audit-log,log-entry,log-erasing,operators,allowed-channels,versioned-item}.ts",
      "!data/ledger/{campaigns,hand-overs,prizes,erasing,erasures,retention}.ts",
      "data/people/visit-log.ts",
    ],
    tests: [
      "test/data/ledger/{announcements,attempts,deleted-items,executions,history,mailing,pending,records}.test.ts",
      "test/data/ledger/{roster-imports,roster-serials,salt-seed,stale-records}.test.ts",
      "test/data/people/visit-log.test.ts",
      "test/workflow/sealed-draw.test.ts",
    ],
  },
  opening: {
    mutate: ["data/ledger/{opening,draw-numbers}.ts"],
    tests: ["test/data/ledger/{opening,records,deleted-items}.test.ts"],
  },
  log: {
    mutate: ["data/ledger/{audit-log,log-entry,log-erasing,operators,allowed-channels,versioned-item}.ts"],
    tests: [
      "test/data/ledger/{audit-log,log-erasing,operators}.test.ts",
      "test/bot/commands/{log,operators,channels,record-change}.test.ts",
    ],
  },
  campaigns: {
    mutate: ["data/ledger/{campaigns,hand-overs,prizes,erasing,erasures,retention}.ts"],
    tests: [
      "test/data/ledger/{campaigns,hand-overs,erasing,erasures,retention}.test.ts",
      "test/bot/commands/{campaign,handed,prizes}.test.ts",
    ],
  },
  roster: {
    mutate: [
      "data/people/{roster,scan-roster,departments,exclusions,opt-outs,people-table,roster-item,roster-table,person-traces}.ts",
    ],
    tests: [
      "test/data/people/{roster,roster-table}.test.ts",
      "test/bot/commands/{exclude,add,leave,opt-out}.test.ts",
      "test/bot/files/prepare-winners.test.ts",
      "test/infra/cli/roster/make-import.test.ts",
      "test/workflow/roster/check-roster.test.ts",
      "test/workflow/roster/plan/plan-import.test.ts",
    ],
  },
  runtime: {
    mutate: [
      "data/*.ts",
      "data/runtime/{secret,open-secret,log,lottery-error,connections,label-key}.ts",
      "data/dynamodb/*.ts",
      "!data/dynamodb/parse-item.ts",
    ],
    tests: [
      "test/data/runtime/{secret,open-secret,log,connections}.test.ts",
      "test/data/dynamodb/*.test.ts",
      "test/data/request-items.test.ts",
      "test/data/people/{claims,roster}.test.ts",
    ],
  },
  entry: {
    mutate: ["bot/slack/*.ts"],
    tests: ["test/bot/slack/*.test.ts"],
  },
  wiring: {
    mutate: ["bot/*.lambda.ts", "workflow/tasks/*.lambda.ts"],
    tests: [
      "test/end-to-end/{settings,own-entry,permissions}.test.ts",
      "test/bot/callback/rotated-token.test.ts",
    ],
    isWiring: true,
  },
  input: {
    mutate: ["bot/input/*.ts"],
    tests: ["test/bot/input/*.test.ts"],
  },
  commands: {
    mutate: ["bot/commands/*.ts"],
    tests: [
      "test/bot/commands/*.test.ts",
      "test/bot/roster/import.test.ts",
      "!test/bot/commands/verify-me.test.ts",
    ],
  },
  messages: {
    mutate: [
      "bot/messages/*.ts",
      "!bot/messages/{mrkdwn,import-forms,import-plan,import-problem,conflict-form}.ts",
    ],
    // The messages of a command are mostly tested with it.
    tests: [
      "test/bot/messages/*.test.ts",
      "test/bot/commands/*.test.ts",
      "!test/bot/commands/{verify-me,record-change,registry,start-execution,check-permission}.test.ts",
    ],
  },
  home: {
    mutate: ["bot/home/*.ts"],
    tests: ["test/bot/home/*.test.ts", "test/bot/slack/home.test.ts"],
  },
  files: {
    mutate: ["bot/files/*.ts"],
    tests: ["test/bot/files/*.test.ts", "test/bot/commands/export.test.ts"],
  },
  imports: {
    mutate: ["bot/roster/*.ts", "bot/messages/{import-forms,import-plan,import-problem,conflict-form}.ts"],
    tests: [
      "test/bot/roster/*.test.ts",
      "test/bot/messages/import-forms.test.ts",
      "!test/bot/roster/interruptions.test.ts",
    ],
  },
  locales: {
    mutate: ["bot/locales/**/*.ts", "data/runtime/group-digits.ts"],
    tests: ["test/bot/locales/*.test.ts"],
  },
  callback: {
    mutate: [
      "bot/callback/*.ts",
      "!bot/callback/{announce-seal,post-seal,find-message,post-announcement,post-failure,post-once,report-failure}.ts",
    ],
    tests: [
      "test/bot/callback/{announce-draw,callback,mail-notices,post-announcement,post-failure,refused-channel,retention}.test.ts",
    ],
  },
  posts: {
    mutate: ["bot/callback/{find-message,post-announcement,post-failure,post-once,report-failure}.ts"],
    tests: ["test/bot/callback/{callback,post-announcement,post-failure,post-once}.test.ts"],
  },
  seals: {
    mutate: ["bot/callback/{announce-seal,post-seal}.ts"],
    tests: ["test/bot/callback/{announce-seal,late-seal,refused-seal}.test.ts"],
  },
  origin: {
    mutate: ["bot/callback/origin/*.ts"],
    tests: ["test/bot/callback/origin/*.test.ts"],
  },
  cli: {
    mutate: [
      "infra/cli/*.ts",
      "infra/cli/{command,replay,restore,relay,stack,verify-page}/*.ts",
      "infra/cli/roster/*.ts",
      "!infra/cli/{explain-draw,explain-entry,explain-ledger}.ts",
    ],
    tests: [
      "test/infra/cli/{find-duplicate-key,printable,run-relay,import-roster,replay-letters}.test.ts",
      "test/infra/cli/{back-up,export-draw,restore-table,verify-draw}.test.ts",
      "test/infra/cli/{erase-person,print-person,print-sbom}.test.ts",
      "test/infra/cli/{command,roster,stack}/*.test.ts",
    ],
  },
  story: {
    mutate: ["infra/cli/story/*.ts", "infra/cli/{explain-draw,explain-entry,explain-ledger}.ts"],
    tests: [
      "test/infra/cli/{explain-draw,explain-entry,explain-ledger}.test.ts",
      "test/infra/cli/story/explain-rules.test.ts",
    ],
  },
  person: {
    mutate: ["infra/cli/person/*.ts"],
    tests: [
      "test/infra/cli/{print-person,erase-person}.test.ts",
      "test/infra/cli/person/{describe-draw,describe-survey,erase-everywhere,find-obstacle}.test.ts",
    ],
  },
  import: {
    mutate: ["workflow/roster/**/*.ts", "!workflow/roster/people/*.ts"],
    tests: ["test/workflow/roster/**/*.test.ts", "!test/workflow/roster/**/*.fuzz.test.ts"],
  },
  people: {
    mutate: ["workflow/roster/people/*.ts"],
    tests: ["test/workflow/roster/people/*.test.ts", "test/bot/commands/{add,leave,roster,me}.test.ts"],
  },
  page: {
    mutate: ["docs/verify.html"],
    tests: ["test/docs/verify-page*.test.ts"],
  },
};
