import { type Interruption, interruptRequests } from "./interrupt-requests.ts";
import { type Lottery, runDraw, startLottery } from "./start-lottery.ts";

const NEVER = 1_000_000;

/** The numbers of the requests of a draw of two people who have won in an earlier campaign: 1, 2, 3 … */
export async function listRequests(start: () => Promise<Lottery> = startLottery): Promise<number[]> {
  await using lottery = await start();
  await lottery.draw(lottery.rosterItems.length);
  await lottery.startCampaign("Next");
  const { tasks, requests } = startInterrupted(lottery, { kind: "refused", at: NEVER });
  await runDraw({ input: 2 }, "counted", () => tasks);
  if (requests() < 20) throw new Error("So few requests decide no draw.");
  return Array.from({ length: requests() }, (_, i) => i + 1);
}

/** The tasks with a client of their own, one of whose requests is interrupted. */
export function startInterrupted(lottery: Lottery, interruption: Interruption) {
  const client = lottery.connect();
  const control = interruptRequests(client, interruption);
  return { ...control, tasks: lottery.startProcess(client) };
}
