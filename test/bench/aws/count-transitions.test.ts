import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { countTransitions } from "../../../bench/aws/count-transitions.ts";

test("each task counts its own transition and those of the states without a task before it", async () => {
  const definition = await readFile(new URL("../../../workflow/lottery.asl.json", import.meta.url), "utf8");
  expect(Object.fromEntries(countTransitions(JSON.parse(definition)))).toEqual({
    "${InputWinnersArn}": 1,
    "${CallbackArn}": 2,
    "${RandomSelectWinnersArn}": 2,
    "${ValidateWinnersArn}": 1,
    "arn:${Partition}:states:::sns:publish": 3,
    "${RecordWinnersArn}": 3,
  });
});
