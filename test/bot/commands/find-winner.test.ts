import { describe, expect, test } from "vitest";
import { findWinner } from "../../../bot/commands/find-winner.ts";

const person = (employee_id: string, employee_name: string, slack_user_id?: string) => ({
  employee_id,
  employee_name,
  lottery_serial: 1,
  ...(slack_user_id && { slack_user_id }),
});

const ann = person("E0001", "Ann");
const annLee = person("E0002", "Ann Lee", "U0ANN");
const wang = person("王-3", "王芳", "U0WANG");
const namesake = person("E0004", "王芳");
const two = person("2", "Zoë");
const winners = [ann, annLee, wang, namesake, two];

const find = (text: string, mentions: readonly string[] = []) => findWinner(text, winners, mentions);

describe("a winner is meant", () => {
  test.for([
    ["by employee id", "E0004", namesake],
    ["in whatever case", "e0001", ann],
    ["in full-width letters", "Ｅ０００１", ann],
    ["by name", "ZOË", two],
    ["by place in the list", "1", ann],
    ["by place as it is shown", "#3", wang],
  ] as const)("%s: %s", ([, text, winner]) => {
    expect(find(text)).toEqual({ winners: [winner], rest: "" });
  });

  test("by the longest match", () => {
    expect(find("Ann Lee has left")).toEqual({ winners: [annLee], rest: "has left" });
    expect(find("Ann has left")).toEqual({ winners: [ann], rest: "has left" });
  });

  test("by a whole word alone", () => {
    expect(find("Anna")).toEqual({ winners: [], rest: "Anna" });
    expect(find("11")).toEqual({ winners: [], rest: "11" });
    expect(find("has Ann left")).toEqual({ winners: [], rest: "has Ann left" });
  });

  test("whatever white space follows", () => {
    expect(find("ann\u3000\n left ")).toEqual({ winners: [ann], rest: "left" });
  });

  test("together with namesakes, by whom another try is needed", () => {
    expect(find("王芳 left")).toEqual({ winners: [wang, namesake], rest: "left" });
    expect(find("2")).toEqual({ winners: [annLee, two], rest: "" });
  });

  test("once, also by two of their marks", () => {
    expect(findWinner("1", [person("1", "1")], [])).toEqual({ winners: [person("1", "1")], rest: "" });
  });
});

describe("somebody mentioned", () => {
  test("is the winner with that Slack id, whatever the mention shows", () => {
    expect(find("@Annie is ill", ["U0ANN", "U0WANG"])).toEqual({ winners: [annLee], rest: "is ill" });
    expect(find("@wang", ["U0WANG"])).toEqual({ winners: [wang], rest: "" });
  });

  test("who has not won is nobody", () => {
    expect(find("@max left", ["U0MAX"])).toEqual({ winners: [], rest: "left" });
  });

  test("is nobody where there is no mention, but text that looks like one, or where it comes later", () => {
    expect(find("@max left")).toEqual({ winners: [], rest: "left" });
    expect(find("for @Annie", ["U0ANN"])).toEqual({ winners: [], rest: "for @Annie" });
    expect(find("@ Annie", ["U0ANN"])).toEqual({ winners: [], rest: "@ Annie" });
  });
});

test("nobody is meant by nothing", () => {
  expect(find("")).toEqual({ winners: [], rest: "" });
  expect(findWinner("Ann ", [], [])).toEqual({ winners: [], rest: "Ann" });
});
