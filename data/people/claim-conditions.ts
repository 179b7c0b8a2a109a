import { allOf, anyOf, type Condition, hasSize } from "../dynamodb/condition.ts";
import type { Claim, Win } from "./claim.ts";

/** The item is a claim. */
const whileClaim: Condition = {
  expression: "(attribute_exists(claim_expires_at) OR attribute_exists(held_until))",
};

/** The person has no earlier wins, which the write would lose. */
export const whileNoWins: Condition = { expression: "attribute_not_exists(wins)" };

/** Nobody has claimed or won the person. */
export const whileFree: Condition = { expression: "attribute_not_exists(employee_id)" };

/** The item is a claim of this attempt, from this round or an earlier one. */
export function whileClaimedBy(drawId: string, round: number): Condition {
  return allOf({ expression: "draw_id = :draw_id", values: { ":draw_id": drawId } }, whileClaim, {
    expression: "claim_round <= :round",
    values: { ":round": round },
  });
}

/** The person's win in another draw is void. */
function onceVoidIn(otherThan: string): Condition {
  return {
    expression: "#void = :void AND draw_id <> :draw_id",
    names: { "#void": "void" },
    values: { ":void": true, ":draw_id": otherThan },
  };
}

/** The item is a permanent win of this draw. */
export function onceWon(drawId: string): Condition {
  return {
    expression: `draw_id = :draw_id AND NOT ${whileClaim.expression}`,
    values: { ":draw_id": drawId },
  };
}

/** The item is a claim of one of these attempts, or a win that is not void. */
export function whileHeldBy(drawId: string, claimedAs: string): Condition {
  return {
    expression: "draw_id IN (:draw_id, :claimed_as) AND attribute_not_exists(#void)",
    names: { "#void": "void" },
    values: { ":draw_id": drawId, ":claimed_as": claimedAs },
  };
}

function whileEqual(attribute: string, value: string | number | undefined): Condition {
  return value === undefined
    ? { expression: `attribute_not_exists(${attribute})` }
    : { expression: `${attribute} = :same_${attribute}`, values: { [`:same_${attribute}`]: value } };
}

/** The item has these earlier wins, in this order. A draw gives a person at most one win. */
function whileSameWins(wins: readonly Win[]): Condition {
  return allOf(
    hasSize("wins", ":same_wins", wins.length),
    ...wins.map(({ draw_id }, i) =>
      draw_id === undefined
        ? { expression: `attribute_not_exists(wins[${i}].draw_id)` }
        : { expression: `wins[${i}].draw_id = :same_win${i}`, values: { [`:same_win${i}`]: draw_id } },
    ),
  );
}

/** The item is the one that was read: no draw has claimed, released, won or voided the person since. */
export function whileSame({ draw_id, claim_expires_at, held_until, void: isVoid, wins }: Claim): Condition {
  return allOf(
    { expression: "attribute_exists(employee_id)" },
    whileEqual("draw_id", draw_id),
    whileEqual("claim_expires_at", claim_expires_at),
    whileEqual("held_until", held_until),
    {
      expression: `attribute_${isVoid ? "" : "not_"}exists(#same_void)`,
      names: { "#same_void": "void" },
    },
    wins === undefined ? whileNoWins : whileSameWins(wins),
  );
}

/**
 * The item may be replaced by a claim without a look at it: nobody has the person, or the attempt itself, or their win in
 * another draw is void.
 */
export function whileClaimable(drawId: string, round: number): Condition {
  return anyOf(
    whileFree,
    allOf(whileClaimedBy(drawId, round), whileNoWins),
    allOf(onceVoidIn(drawId), whileNoWins),
  );
}
