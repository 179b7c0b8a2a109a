import dynaliteDb from "dynalite/db/index.js";
import { itemSize } from "./item-size.ts";

/** Makes dynalite 4.0.0 limit items to 409,600 bytes as DynamoDB counts them, instead of counting UTF-16 units. */
export function countItemBytes(): void {
  dynaliteDb.itemSize = itemSize;
}
