import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const guide = readFileSync("docs/architecture.md", "utf8");
const paths = globSync("{*.md,{data,workflow,bot,infra,test,bench,docs}/**}").map((path) => `/${path}`);

/** `en.ts` and `texts.ts` for `{en,texts}.ts`. */
function expandBraces(text: string): string[] {
  const [, before = "", list = "", after = ""] = /^(.*)\{(.*)\}(.*)$/.exec(text) ?? [];
  return list === "" ? [text] : list.split(",").map((name) => before + name + after);
}

test("every file and folder that the description of the architecture names exists", () => {
  const names = [...guide.matchAll(/`([\w./{},-]+(?:\.(?:ts|js|json|html|md)|\/))`/g)].flatMap(
    ([, name = ""]) => expandBraces(name.replace(/\/$/, "")),
  );
  expect(names.length).toBeGreaterThan(50);
  expect(names.filter((name) => !paths.some((path) => path.endsWith(`/${name}`)))).toEqual([]);
});

test("every state of the state machine is in the table of states", () => {
  const machine = readFileSync("workflow/lottery.asl.json", "utf8");
  const states = [...machine.matchAll(/"([A-Z]\w+(?: \w+)+)": \{/g)].map(([, name]) => name);
  expect(states.length).toBeGreaterThan(5);
  expect(states.filter((name) => !guide.includes(`| ${name} |`))).toEqual([
    "Send SNS and Record In Dynamodb",
  ]);
});
