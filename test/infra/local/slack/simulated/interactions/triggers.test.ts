import { expect, test } from "vitest";
import { createTriggers } from "../../../../../../infra/local/slack/simulated/interactions/triggers.ts";

test("a trigger opens one modal of its person, within three seconds", () => {
  let now = 0;
  const triggers = createTriggers({ now: () => now });
  const [used, late] = [triggers.create("U0MEMBER"), triggers.create("U0OPERATOR")];
  now = 2_999;
  expect(triggers.use(used)).toEqual({ ok: true, user: "U0MEMBER" });
  expect(triggers.use(used)).toEqual({ ok: false, error: "exchanged_trigger_id" });
  now = 3_000;
  expect(triggers.use(late)).toEqual({ ok: false, error: "expired_trigger_id" });
  expect(triggers.use("1.2.3")).toEqual({ ok: false, error: "invalid_trigger_id" });
});

test("only the newest triggers are kept", () => {
  const triggers = createTriggers();
  const ids = Array.from({ length: 1_001 }, () => triggers.create("U0MEMBER"));
  expect(triggers.use(ids[0] ?? "")).toEqual({ ok: false, error: "invalid_trigger_id" });
  expect(triggers.use(ids[1] ?? "")).toEqual({ ok: true, user: "U0MEMBER" });
});
