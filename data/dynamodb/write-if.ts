import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";

/** True when the conditional write was done, false when its condition did not hold. Other failures are thrown. */
export async function writeIf(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
