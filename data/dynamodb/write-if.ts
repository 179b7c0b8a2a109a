import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";

/** Waits for a conditional write and returns its output; undefined if its condition was not true. Throws any other error. */
export async function outputIf<Output>(write: Promise<Output>): Promise<Output | undefined> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}

/** Waits for a conditional write. Returns false if its condition was not true; throws any other error. */
export async function writeIf(write: Promise<unknown>): Promise<boolean> {
  return (await outputIf(write.then(() => true))) ?? false;
}
