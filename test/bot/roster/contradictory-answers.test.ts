/** @module-tag slow */
import nock from "nock";
import { expect, test } from "vitest";
import { employeeItem } from "../../support/start-dynamodb.ts";
import { useSlackApi } from "../slack/use-slack-api.ts";
import { openImports } from "./open-imports.ts";

useSlackApi();

test("answers that contradict each other are asked again, and other answers replace them", async () => {
  nock.enableNetConnect("127.0.0.1");
  await using imports = await openImports([employeeItem(1)]);
  imports.serve();
  const { decide, caller, newest, buttonOf } = imports;
  const rows = ["E0101,Ann", "E0102,Bo", "E0103,Cy"].map((row) => `${row},shared@example.com`);
  await imports.importFile("three", ["Employee ID,Name,E-mail", ...rows].join("\n"));
  const answer = async (...answers: string[]) => {
    const values = Object.fromEntries(answers.map((each, i) => [`conflict-${i}`, each]));
    await decide.answer({ state: buttonOf("lottery_import_resolve"), nonce: "1", values }, caller);
    expect(await imports.runStarted()).toBe(1);
  };
  // The second is the first, and not the third; then the third is the second.
  await answer("new", "both");
  expect(newest().text).toContain("1 question to answer");
  await answer("existing");
  expect(newest().text).toContain("Some of the answers contradict each other");
  expect(newest().text).toContain("3 questions to answer");
  await answer("new", "both", "both");
  expect(newest().text).toContain("*2 people to add:*\nBo (E0102), Cy (E0103)");
});
