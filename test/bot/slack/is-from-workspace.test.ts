import { expect, test } from "vitest";
import { isFromWorkspace } from "../../../bot/slack/is-from-workspace.ts";

const nothing = { appId: undefined, teamId: undefined, enterpriseId: undefined };

test.for([
  ["its own workspace", { teamId: "T1" }, true],
  ["its own workspace in an organization", { teamId: "T1", enterpriseId: "E1" }, true],
  ["any app, if it does not know its own", { teamId: "T1", appId: "A9" }, true],
  ["another workspace", { teamId: "T2" }, false],
  ["no workspace", {}, false],
  ["another workspace of the same organization", { teamId: "T2", enterpriseId: "E1" }, false],
  ["somebody of its own workspace", { teamId: "T1", userTeamId: "T1" }, true],
  ["a guest in a shared channel", { teamId: "T1", userTeamId: "T2" }, false],
  [
    "a guest whose organization is not this one",
    { teamId: "T1", enterpriseId: "E1", userTeamId: "E2" },
    false,
  ],
  ["somebody whom the organization manages", { teamId: "T1", enterpriseId: "E1", userTeamId: "E1" }, true],
] as const)("a bot that serves a workspace, asked from %s", ([, origin, isOwn]) => {
  expect(isFromWorkspace({ teamId: "T1", appId: undefined }, { ...nothing, ...origin })).toBe(isOwn);
});

test.for([
  ["any workspace of it", { teamId: "T2", enterpriseId: "E1" }, true],
  ["no workspace in particular", { enterpriseId: "E1", userTeamId: "T3" }, true],
  ["another organization", { teamId: "T1", enterpriseId: "E2" }, false],
  ["a workspace of no organization", { teamId: "T1" }, false],
] as const)("a bot that serves an organization, asked from %s", ([, origin, isOwn]) => {
  expect(isFromWorkspace({ teamId: "E1", appId: undefined }, { ...nothing, ...origin })).toBe(isOwn);
});

test.for([
  ["A1", true],
  ["A2", false],
  [undefined, false],
] as const)("a bot that knows its app, asked by the app %s", ([appId, isOwn]) => {
  expect(isFromWorkspace({ teamId: "T1", appId: "A1" }, { ...nothing, teamId: "T1", appId })).toBe(isOwn);
});
