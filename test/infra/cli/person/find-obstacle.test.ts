import { describe, expect, test } from "vitest";
import { findObstacle } from "../../../../infra/cli/person/find-obstacle.ts";
import { EXECUTION_SECONDS, LEASE_SECONDS } from "../../../../workflow/attempt/leases.ts";
import { drawingRecord, drawnRecord, failedRecord, revisionRecord } from "../../../support/draw-records.ts";

const NAMED = { isNamed: true, isSalted: true };
const SALTED = { isNamed: false, isSalted: true };
const UNKNOWN = { isNamed: false, isSalted: false };

/** A decided draw whose claims are final. */
const final = drawnRecord({ claims_final: true });
const later = (seconds: number, from = final.drawn_at) => new Date(Date.parse(from) + seconds * 1_000);
const DAY = 24 * 60 * 60;

describe("nobody is erased", () => {
  test("while any draw or redraw is under way", () => {
    expect(findObstacle(drawingRecord(), UNKNOWN, later(0))).toBe("Draw 7 is under way.");
    const redrawn = drawnRecord({ claims_final: true, attempt_id: "redraw" });
    expect(findObstacle(redrawn, UNKNOWN, later(DAY))).toBe("A redraw or void of draw 7 is under way.");
  });

  test("while the claims of a draw that knows the person are pending", () => {
    for (const draw of [drawnRecord(), failedRecord()]) {
      for (const change of [NAMED, SALTED])
        expect(findObstacle(draw, change, later(2 * DAY))).toBe("The claims of draw 7 are not final.");
      expect(findObstacle(draw, UNKNOWN, later(2 * DAY))).toBeUndefined();
    }
  });

  test("so long as the run of a draw that names the person may still act", () => {
    const lease_expires_at = later(LEASE_SECONDS).getTime() / 1_000;
    for (const draw of [
      { ...final, lease_expires_at },
      { ...failedRecord({ claims_released: true }), lease_expires_at },
    ]) {
      expect(findObstacle(draw, NAMED, later(EXECUTION_SECONDS - 1))).toMatch(
        /^Draw 7 ended less than \d+ minutes ago\.$/,
      );
      expect(findObstacle(draw, NAMED, later(EXECUTION_SECONDS))).toBeUndefined();
      expect(findObstacle(draw, SALTED, later(1))).toBeUndefined();
    }
    const revised_at = later(DAY).toISOString();
    const revised = {
      ...drawnRecord({ claims_final: true, revisions: [revisionRecord(1, { revised_at })] }),
      lease_expires_at: lease_expires_at + DAY,
    };
    expect(findObstacle(revised, NAMED, later(DAY + 1))).toMatch(/ended less than/);
  });

  test("for a day while a decided draw that names them is not announced and emailed", () => {
    const pending = drawnRecord({ claims_final: true, pending: "yes" });
    expect(findObstacle(pending, NAMED, later(DAY - 1))).toBe("Draw 7 is not announced and emailed yet.");
    expect(findObstacle(pending, NAMED, later(DAY))).toBeUndefined();
    expect(findObstacle(pending, SALTED, later(DAY - 1))).toBeUndefined();
  });
});

test("a draw that stopped, and was ended just now by somebody else, is not an obstacle: its lease has expired", () => {
  const abandoned = failedRecord({
    error: "Abandoned",
    claims_released: true,
    pending: "yes",
    lease_expires_at: 1,
  });
  expect(findObstacle(abandoned, NAMED, later(0, abandoned.failed_at))).toBeUndefined();
});
