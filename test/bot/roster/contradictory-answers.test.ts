/** @module-tag slow */
import { expect, test } from "vitest";
import { employeeItem } from "../../support/start-dynamodb.ts";
import { openImports } from "./open-imports.ts";

test("answers that contradict each other, or with which an interruption would matter, are asked again, and other answers replace them", async () => {
  const gone = employeeItem(1, { employee_id: "7", email: "gone@example.com", left_at: "20200101" });
  await using imports = await openImports([gone, employeeItem(2, { employee_id: "007" })]);
  const { decide, caller, newest, buttonOf } = imports;
  const answer = async (...answers: string[]) => {
    const values = Object.fromEntries(answers.map((each, i) => [`conflict-${i}`, each]));
    await decide.answer({ state: buttonOf("lottery_import_resolve"), nonce: "1", values }, caller);
    expect(await imports.runStarted()).toBe(1);
  };
  const rows = ["E0101,Ann", "E0102,Bo", "E0103,Cy"].map((row) => `${row},shared@example.com`);
  await imports.importFile("three", ["Employee ID,Name,E-mail", ...rows].join("\n"));
  // The second is the first, and not the third; then the third is the second.
  await answer("new", "both");
  expect(newest().text).toContain("1 question to answer");
  await answer("existing");
  expect(newest().text).toContain("Some of the answers contradict each other");
  expect(newest().text).toContain("3 questions to answer");
  await answer("new", "both", "both");
  expect(newest().text).toContain("*2 people to add:*\nBo (E0102), Cy (E0103)");

  await imports.importFile("returns", "Employee ID,Name,E-mail\nE4,Ann,gone@example.com\n007,Ann,");
  // E4 is 7, who comes back in place of 007. If 007 has left when the import stops, the row of 007 would be 7, too.
  await answer("existing");
  await answer("existing");
  await answer("existing");
  expect(newest().text).toContain("an import that stops in the middle and is repeated could have another");
  await answer("existing", "both", "both");
  expect(newest().text).toContain("*1 person who had left and can win again:*\n• Ann (7)");
});
