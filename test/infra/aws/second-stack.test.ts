import { beforeAll, expect, test } from "vitest";
import { readSettings } from "../../../infra/aws/settings.ts";
import { type Synthesis, synthesize } from "./synthesize.ts";

/** Everything that can have a name. */
const everything = { retentionDays: "30", emails: "a@example.com", alarmEmails: "b@example.com" };

/** Types whose names are unique only within another resource of the stack: a role, and an API. */
const NESTED = ["AWS::IAM::Policy", "AWS::ApiGatewayV2::Stage"];

let party: Synthesis;
/** The names that the template chooses, each with its type. AWS makes up all other names. */
let names: (readonly [string, string])[];
beforeAll(async () => {
  party = await synthesize({ ...everything, name: "Party" });
  names = Object.values(party.resources).flatMap(({ Type, Properties }) => {
    if (NESTED.includes(Type)) return [];
    // `AWS::DynamoDB::Table` has a `TableName`. Some types have a `Name`.
    const name = Properties[`${Type.split("::").at(-1)}Name`] ?? Properties["Name"];
    return name === undefined ? [] : [[Type, String(name)] as const];
  });
}, 60_000);

test("all names of a second stack are its own", async () => {
  const lottery = await synthesize({ ...everything, name: "Lottery" });
  const types = new Set(names.map(([type]) => type));
  // Were a type missing here, the test would look for its names in the wrong place.
  for (const type of ["DynamoDB::Table", "Lambda::Function", "Logs::LogGroup", "SNS::Topic"])
    expect(types).toContain(`AWS::${type}`);
  for (const type of ["StepFunctions::StateMachine", "CloudWatch::Alarm", "CloudWatch::Dashboard"])
    expect(types).toContain(`AWS::${type}`);
  for (const [type, name] of names) expect([type, name]).toEqual([type, expect.stringContaining("Party")]);
  expect(JSON.stringify(party.template)).not.toContain("Lottery-");
  expect(JSON.stringify(lottery.template)).not.toContain("Party");
});

test("AWS makes up the names of secrets, queues, roles and rules, so they are unique", () => {
  for (const type of ["SecretsManager::Secret", "SQS::Queue", "IAM::Role", "Events::Rule", "KMS::Key"]) {
    expect(party.ofType(`AWS::${type}`)).not.toEqual([]);
    expect(names.filter(([of]) => of === `AWS::${type}`)).toEqual([]);
  }
});

test("what counts refused draws is in the stack's own namespace", () => {
  const [[, filter] = ["", undefined]] = party.ofType("AWS::Logs::MetricFilter");
  expect(filter?.Properties["MetricTransformations"]).toMatchObject([{ MetricNamespace: "Party" }]);
});

test("no two different stacks have the same name for anything, whatever they are called", () => {
  /** Pairs of names such as `X` and `XRoster`, which are the same for the stacks `PartyRoster` and `Party`. */
  const added = names.flatMap(([type, name]) =>
    names.flatMap(([otherType, other]) => {
      const [before, after = ""] = name.split("Party");
      const [otherBefore, otherAfter = ""] = other.split("Party");
      const isLonger = type === otherType && before === otherBefore && after !== otherAfter;
      return isLonger && after.endsWith(otherAfter) ? [after.slice(0, after.length - otherAfter.length)] : [];
    }),
  );
  for (const suffix of added)
    expect(() =>
      readSettings({ name: `Party${suffix}`, team: "T0LOTTERY", operators: "U0OPERATOR" }),
    ).toThrow("name must start with");
});
