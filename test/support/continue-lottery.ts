import { type Lottery, type SavedLottery, startLottery } from "./start-lottery.ts";

/** Starts lotteries that begin with the same steps. These are taken once, and each lottery begins with what they stored. */
export function continueFrom(begin: () => Promise<Lottery>): () => Promise<Lottery> {
  let saved: Promise<SavedLottery> | undefined;
  const save = async () => {
    await using lottery = await begin();
    const all = await lottery.save();
    return all;
  };
  return async function startNext() {
    saved ??= save();
    return startLottery({ saved: await saved });
  };
}
