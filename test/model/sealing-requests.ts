import type { AttemptKey } from "./attempt-requests.ts";
import { changeDraw } from "./change-draw.ts";
import type { Draw, Has, Request, Seal } from "./world.ts";

function formatSeals(seals: readonly Seal[]): string {
  const all = seals.map(({ round, postedAt }) =>
    postedAt === null ? `new until ${round}` : `posted until ${round} at ${postedAt}`,
  );
  return all.join(", ") || "none";
}

/** The requests of sealed draws: conditional writes about seals and seeds, and requests to Slack and to the beacon. */
export function createSealingRequests(has: Has) {
  /** The condition `whileSealed`. */
  const isSealedAs = (seals: readonly Seal[], read: readonly Seal[]) =>
    has("seals are added to those that were read", seals.length === read.length) &&
    has(
      "the time of a seal's message is stored once",
      seals[read.length - 1]?.postedAt === read.at(-1)?.postedAt,
    );

  const find = (
    label: string,
    matches: (post: { id: string; seal: number; round: number; at: number }) => boolean,
  ) =>
    ({
      label,
      run: (world) => [world, world.sealPosts.findLast(matches)?.at ?? null],
    }) satisfies Request<number | null>;

  return {
    setSeals: (
      { no, drawId }: AttemptKey,
      read: readonly Seal[],
      seals: readonly Seal[],
    ): Request<Draw | null> => ({
      label: `seal draw ${no} with ${formatSeals(seals)} instead of ${formatSeals(read)}`,
      run: changeDraw(
        no,
        ({ id, attempt, sealing }) =>
          id === drawId &&
          has("seals change only while the draw is under way", attempt === id) &&
          sealing !== null &&
          isSealedAs(sealing.seals, read),
        ({ sealing }) => ({ sealing: sealing && { ...sealing, seals } }),
      ),
    }),
    /** Storing a seed twice changes nothing: it follows from the last seal, which does not change any more. */
    reveal: ({ no, drawId }: AttemptKey, round: number): Request<Draw | null> => ({
      label: `store the seed of ${no} at ${round}`,
      run: changeDraw(
        no,
        ({ id, attempt, sealing }) =>
          id === drawId &&
          attempt === id &&
          sealing !== null &&
          has("a seed is stored once", sealing.seed === null),
        ({ sealing }) => ({ sealing: sealing && { ...sealing, seed: round } }),
      ),
    }),
    postSeal: (id: string, seal: number, round: number): Request<number> => ({
      label: `post seal ${seal} of ${id} until ${round}`,
      run: (world) => [
        { ...world, sealPosts: [...world.sealPosts, { id, seal, round, at: world.time }] },
        world.time,
      ],
    }),
    findSeal: (id: string, seal: number) =>
      find(`find seal ${seal} of ${id}`, (post) => post.id === id && post.seal === seal),
    findSealInTime: (id: string, seal: number, round: number) =>
      find(
        `find seal ${seal} of ${id} before its round until ${round}`,
        (post) => post.id === id && post.seal === seal && post.at < round,
      ),
    waitFor: (round: number): Request<null> => ({
      label: `wait until ${round}`,
      run: (world) => [world, null],
      isReady: ({ time }) => time >= round,
    }),
    /** Also waits for the round, as the state machine does before. */
    fetchRound: (round: number): Request<null> => ({
      label: `fetch the round of the beacon at ${round}`,
      run: (world) => [world, null],
      isReady: ({ time }) => time >= round,
    }),
  };
}
