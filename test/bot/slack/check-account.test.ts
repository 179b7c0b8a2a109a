import nock from "nock";
import { describe, expect, test } from "vitest";
import { createCheckAccount } from "../../../bot/slack/check-account.ts";
import { createReadUser } from "../../../bot/slack/read-user.ts";
import { createSlackClient } from "../../../bot/slack/slack-client.ts";
import { SLACK_API_URL, useSlackApi } from "./use-slack-api.ts";

const log = useSlackApi();

function openCheck({ teamId = "T0LOTTERY", timeoutMs = 1_000 } = {}) {
  let time = Date.parse("2026-06-15T12:00:00Z");
  const checkAccount = createCheckAccount({
    readUser: createReadUser({
      connect: () => Promise.resolve(createSlackClient("xoxb-test", SLACK_API_URL)),
      timeoutMs,
    }),
    teamId,
    now: () => new Date(time),
  });
  return {
    checkAccount,
    wait(ms: number) {
      time += ms;
    },
  };
}

const info = (user = "U0ANN") => nock(SLACK_API_URL).post("/users.info", { user, include_locale: true });
const serve = (user: object) => info().reply(200, { ok: true, user: { id: "U0ANN", ...user } });

describe("an account is", () => {
  test.for([
    [{ team_id: "T0LOTTERY", is_restricted: false, is_ultra_restricted: false }, "member"],
    [{ team_id: "T0LOTTERY" }, "member"],
    [{ team_id: "T0LOTTERY", is_restricted: true }, "guest"],
    [{ team_id: "T0LOTTERY", is_restricted: true, is_ultra_restricted: true }, "guest"],
    [{ team_id: "T0PARTNER" }, "external"],
    [{ team_id: "T0LOTTERY", is_stranger: true }, "external"],
    [{ team_id: "T0PARTNER", deleted: true }, "external"],
    [{ team_id: "T0LOTTERY", deleted: true }, "deactivated"],
    [{ team_id: "T0LOTTERY", is_bot: true }, "bot"],
    [{ team_id: "T0LOTTERY", is_workflow_bot: true }, "bot"],
    [{ id: "USLACKBOT", team_id: "T0LOTTERY", is_bot: false }, "bot"],
    [
      { team_id: "T0MAIN", enterprise_user: { enterprise_id: "E0CORP", teams: ["T0MAIN", "T0LOTTERY"] } },
      "member",
    ],
    [{ team_id: "T0MAIN", enterprise_user: { enterprise_id: "E0CORP", teams: ["T0MAIN"] } }, "external"],
  ] as const)("of Slack's %j: %s", async ([user, status]) => {
    serve(user);
    expect(await openCheck().checkAccount("U0ANN")).toEqual(status);
    expect(log.events("account-not-checked")).toEqual([]);
  });

  test("a member if it belongs to the organization for which the app is installed", async () => {
    const { checkAccount } = openCheck({ teamId: "E0CORP" });
    serve({ team_id: "T0ANY", enterprise_user: { enterprise_id: "E0CORP", teams: ["T0ANY"] } });
    expect(await checkAccount("U0ANN")).toEqual("member");
    nock(SLACK_API_URL)
      .post("/users.info", { user: "U0BO", include_locale: true })
      .reply(200, { ok: true, user: { team_id: "T0ANY", enterprise_user: { enterprise_id: "E0OTHER" } } });
    expect(await checkAccount("U0BO")).toEqual("external");
  });

  test.for(["user_not_found", "user_not_visible"])("missing if Slack returns %s", async (error) => {
    info().reply(200, { ok: false, error });
    expect(await openCheck().checkAccount("U0ANN")).toEqual("missing");
  });
});

describe("an account is unknown, which the log says, if Slack", () => {
  test.for(["missing_scope", "invalid_auth", "ratelimited", "account_inactive", "some_new_error"])(
    "returns %s",
    async (error) => {
      info().reply(200, { ok: false, error });
      expect(await openCheck().checkAccount("U0ANN")).toEqual("unknown");
      expect(log.events("account-not-checked")).toHaveLength(1);
    },
  );

  test("is down", async () => {
    info().reply(503);
    expect(await openCheck().checkAccount("U0ANN")).toEqual("unknown");
    expect(log.events("account-not-checked")).toHaveLength(1);
  });

  test("does not respond in time", async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    info().reply(async () => {
      await released;
      return [200, { ok: true, user: {} }];
    });
    const begin = performance.now();
    expect(await openCheck({ timeoutMs: 20 }).checkAccount("U0ANN")).toEqual("unknown");
    expect(performance.now() - begin).toBeLessThan(1_000);
    expect(log.events("account-not-checked")).toMatchObject([{ reason: "timeout" }]);
    release();
  });
});

test("a member is asked for once a minute, and somebody who is none, each time", async () => {
  const { checkAccount, wait } = openCheck();
  serve({ team_id: "T0LOTTERY" });
  expect(await checkAccount("U0ANN")).toEqual("member");
  wait(59_000);
  expect(await checkAccount("U0ANN")).toEqual("member");
  wait(2_000);
  for (const status of ["guest", "guest"]) {
    serve({ team_id: "T0LOTTERY", is_restricted: true });
    expect(await checkAccount("U0ANN")).toEqual(status);
  }
  expect(nock.isDone()).toBe(true);
});
