import { expect, test } from "vitest";
import { leaseBeyond, requireAlive } from "../../../workflow/attempt/require-alive.ts";
import { drawingRecord, drawnRecord, failedRecord } from "../../support/draw-records.ts";

/** Five minutes before the end of the lease. */
const last = new Date((drawingRecord().lease_expires_at - 300) * 1_000);
const before = new Date(last.getTime() - 1);

test("a draw is worked on until five minutes before its lease ends", () => {
  const draw = drawingRecord();
  expect(leaseBeyond(last)).toBe(draw.lease_expires_at);
  expect(requireAlive(draw, before)).toBe(draw);
  expect(() => requireAlive(draw, last)).toThrow(
    expect.objectContaining({
      name: "LeaseExpired",
      message: "Draw 7 came too late: its lease has all but run out.",
    }),
  );
});

test("a decided draw is, whatever its lease says", () => {
  const draw = drawnRecord();
  expect(requireAlive(draw, new Date("2030-01-01"))).toBe(draw);
});

test("a draw that has failed is not, and says why it has", () => {
  expect(() => requireAlive(failedRecord(), before)).toThrow(
    expect.objectContaining({ name: "DrawFailed", message: "Draw 7 has failed already: CustomError." }),
  );
});
