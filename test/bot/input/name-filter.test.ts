import { expect, test } from "vitest";
import { findPerson } from "../../../bot/input/find-person.ts";
import { createNameFilter } from "../../../bot/input/name-filter.ts";

const person = (employee_name: string, employee_id = "E0001") => ({ employee_id, employee_name });

test.each([
  ["Ann Lee until 2027-01-31", person("Ann Lee")],
  ["ann", person("Ann Lee")],
  ["Lee", person("Ann Lee")],
  ["“Ann Lee”: away", person("Ann  Lee")],
  ["AnnMarie x", person("Ann-Marie")],
  ["Ann Marie x", person("Ann-Marie")],
  ["jose mueller", person("José Müller")],
  ["José Muller", person("José Müller")],
  ["Thor x", person("Þór")],
  ["Aesa x", person("Æsa")],
  ["obrien", person("O’Brien")],
  ["'t Hooft", person("'t Hooft")],
  ["张伟未到场", person("张伟")],
  ["张", person("张伟")],
  ["张　三 x", person("张三")],
  ["买买提・艾力 x", person("买买提·艾力")],
  ["🎉 Ann", person("Ann 🎉")],
  ["🎉", person("🎉")],
  ["42 on leave", person("Bo", "0042")],
  ["0042", person("Bo", "42")],
  ["４２", person("Bo", "42")],
])("%s lets the person through whom findPerson finds", (text, named) => {
  expect(findPerson(text, { people: [named], hasRanks: false }, []).found).toHaveLength(1);
  expect(createNameFilter(text).mayName(named.employee_name, named.employee_id)).toBe(true);
});

test("lets few others through", () => {
  const { mayName, namesWhole } = createNameFilter("Ann Lee until 2027-01-31");
  const names = ["Ann", "Ann Lee", "Anna Berg", "Lee Ann", "Bo", "Le", "🎉", "张伟", "Béa Ann Lee"];
  expect(names.filter((name) => mayName(name, "E1"))).toEqual([
    "Ann",
    "Ann Lee",
    "Anna Berg",
    "Lee Ann",
    "Béa Ann Lee",
  ]);
  expect(names.filter(namesWhole)).toEqual(["Ann", "Ann Lee"]);
});
