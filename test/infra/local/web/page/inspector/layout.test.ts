import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { layOut } from "../../../../../../infra/local/web/page/inspector/layout.js";

async function drawLottery() {
  const file = new URL("../../../../../../workflow/lottery.asl.json", import.meta.url);
  return layOut(JSON.parse(await readFile(file, "utf8")));
}

test("every state of the lottery is in the graph, below the states that lead to it", async () => {
  const { nodes, width } = await drawLottery();
  const find = (name: string) => {
    const node = nodes.find((each) => each.name === name);
    if (!node) throw new Error(`${name} is not drawn.`);
    return node;
  };
  const order = [
    "Input Lottery Winners",
    "Is Draw Sealed",
    "Announce Seal",
    "Wait For Beacon",
    "Random Select Winners",
    "Validate Winners",
    "Is Winner In Past Draw",
  ];
  const tops = [...order, "Send SNS and Record In Dynamodb", "Failed"].map((name) => find(name).y);
  expect(tops).toEqual([...tops].sort((a, b) => a - b));
  expect(new Set(tops).size).toBe(tops.length);
  for (const { x, width: own } of nodes) {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + own).toBeLessThanOrEqual(width);
  }
  const parallel = find("Send SNS and Record In Dynamodb");
  for (const name of ["Notify Winners", "Record Winner Queue"]) {
    expect(find(name).y).toBeGreaterThan(parallel.y);
    expect(find(name).x).toBeGreaterThan(parallel.x);
    expect(find(name).x + find(name).width).toBeLessThan(parallel.x + parallel.width);
  }
});

test("no state covers another", async () => {
  const { nodes } = await drawLottery();
  const leaves = nodes.filter(({ type }) => type !== "Parallel");
  for (const a of leaves)
    for (const b of leaves)
      if (a !== b)
        expect(
          a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y,
        ).toBe(true);
});

test("a transition past states that its state could lead to instead knows them", async () => {
  const { edges } = await drawLottery();
  const skipping = edges.filter(({ skipped }) => skipped.length > 0);
  expect(skipping.map(({ from, to, skipped }) => [from, to, skipped])).toEqual([
    ["Is Draw Sealed", "Random Select Winners", ["Announce Seal"]],
    ["Is Winner In Past Draw", "Failed", ["Send SNS and Record In Dynamodb"]],
  ]);
});

test("the graph has the transition back and the transitions into failure", async () => {
  const { edges } = await drawLottery();
  const back = edges.filter(({ isBack }) => isBack).map(({ from, to }) => [from, to]);
  expect(back).toEqual([["Is Winner In Past Draw", "Random Select Winners"]]);
  expect(edges.filter(({ to, kind }) => to === "Failed" && kind === "catch")).toHaveLength(5);
});
