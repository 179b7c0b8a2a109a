import { expect, test } from "vitest";
import { sumDraws } from "../../../workflow/attempt/sum-draws.ts";
import { drawingRecord, drawnRecord, failedRecord } from "../../support/draw-records.ts";

const inCampaign = (no: number) => ({ rules: { campaign: { no } } });

test("only decided draws of the campaign count, with the number of their winners", () => {
  const draws = [
    drawnRecord({ ...inCampaign(2), num_of_winners: 3, prize_id: "bike" }),
    drawnRecord({ ...inCampaign(2), num_of_winners: 2, prize_id: "bike" }),
    drawnRecord({ ...inCampaign(2), num_of_winners: 1 }),
    drawnRecord({ num_of_winners: 7, prize_id: "bike" }),
    failedRecord(inCampaign(2)),
    { ...drawingRecord(), ...inCampaign(2) },
  ];
  expect(sumDraws(draws, 2)).toEqual({ draws: 3, winners: 6, drawn: new Map([["bike", 5]]) });
  expect(sumDraws(draws, 1)).toEqual({ draws: 1, winners: 7, drawn: new Map([["bike", 7]]) });
  expect(sumDraws([], 1)).toEqual({ draws: 0, winners: 0, drawn: new Map() });
});
