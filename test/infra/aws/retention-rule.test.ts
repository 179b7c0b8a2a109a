import { expect, test } from "vitest";
import { synthesize } from "./synthesize.ts";

const rules = async (context: object) =>
  (await synthesize({ ...context })).ofType("AWS::Events::Rule").map(([, { Properties }]) => Properties);

test("names are kept for good by default: nothing runs daily", { timeout: 60_000 }, async () => {
  expect((await rules({})).filter(({ ScheduleExpression }) => ScheduleExpression)).toEqual([]);
  const [, { Properties }] = (await synthesize()).named("Callback");
  expect(JSON.stringify(Properties)).not.toContain("LOTTERY_RETENTION_DAYS");
});

test("with retentionDays, the callback erases old names once a day", { timeout: 60_000 }, async () => {
  const stack = await synthesize({ retentionDays: 365 });
  const arnOf = (id: string) => ({ "Fn::GetAtt": [stack.named(id)[0], "Arn"] });
  expect(stack.named("RetentionRule")[1].Properties).toMatchObject({
    ScheduleExpression: "rate(1 day)",
    State: "ENABLED",
    Targets: [
      {
        Arn: arnOf("Callback"),
        Input: JSON.stringify({ erase_old_names: true }),
        DeadLetterConfig: { Arn: arnOf("FailureDeadLetters") },
      },
    ],
  });
  expect(stack.named("Callback")[1].Properties).toMatchObject({
    Environment: { Variables: { LOTTERY_RETENTION_DAYS: "365" } },
  });
  const permissions = stack.ofType("AWS::Lambda::Permission").map(([, { Properties }]) => Properties);
  expect(permissions).toContainEqual(
    expect.objectContaining({ Principal: "events.amazonaws.com", SourceArn: arnOf("RetentionRule") }),
  );
});
