import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createAnnounceSeal } from "../../bot/callback/announce-seal.ts";
import type { PostSeal } from "../../bot/callback/post-seal.ts";
import { quicknet } from "../../data/runtime/beacon-chain.ts";
import type { Locale } from "../../data/runtime/environment.ts";
import { drawBody } from "../../workflow/attempt/draw-body.ts";
import { createExtendHistory } from "../../workflow/attempt/extend-history.ts";
import { createOpenRevision } from "../../workflow/attempt/open-revision.ts";
import { createPrepareSealing } from "../../workflow/attempt/prepare-sealing.ts";
import { createRecovery } from "../../workflow/attempt/recovery.ts";
import { createRevealSeed } from "../../workflow/attempt/reveal-seed.ts";
import { createSurveyRoster } from "../../workflow/attempt/survey-roster.ts";
import { createFetchRound, type FetchRound } from "../../workflow/beacon/fetch-round.ts";
import { createInputWinners } from "../../workflow/tasks/input-winners.ts";
import { createRandomSelectWinners } from "../../workflow/tasks/random-select-winners.ts";
import { createRecordWinners } from "../../workflow/tasks/record-winners.ts";
import { createValidateWinners } from "../../workflow/tasks/validate-winners.ts";
import type { FakeBeacon } from "./fake-beacon.ts";
import { noticeTexts } from "./notice-texts.ts";
import { createStores, type Tables } from "./start-dynamodb.ts";

type Task<Result> = (event: unknown) => Promise<Result>;

/** Converts events and results to JSON and back, as between Lambdas. */
function overTheWire<Result>(task: Task<Result>): Task<Result> {
  return async (event) => JSON.parse(JSON.stringify(await task(JSON.parse(JSON.stringify(event)))));
}

export interface Clock {
  now: () => Date;
  /** Moves the clock to this time, unless it is later already. */
  waitUntil: (time: string) => void;
}

/** What the tasks of one process have in common. */
interface Setting {
  clock: Clock;
  locale: Locale;
  /** Draws are sealed with this beacon. */
  beacon: FakeBeacon | undefined;
  /** Replaces the relays of the beacon. */
  fetchRound?: FetchRound;
}

/** The four tasks of the state machine over this client, like those of one process. */
export function createTasks(
  client: DynamoDBDocumentClient,
  tables: Tables,
  { clock: { now, waitUntil }, locale, beacon, fetchRound }: Setting,
) {
  const chain = beacon?.chain ?? quicknet;
  const relays = beacon?.relays.map(({ url }) => url) ?? [];
  const stores = createStores(client, tables);
  const recovery = createRecovery({ ...stores, now });
  const deps = {
    ...stores,
    recovery,
    finalizeClaims: recovery.finalizeClaims,
    openRevision: createOpenRevision({ ...stores, recovery, now }),
    surveyRoster: createSurveyRoster({ ...stores, isSealed: beacon !== undefined, now }),
    extendHistory: createExtendHistory(stores),
    prepareSealing: createPrepareSealing({ ...stores, chain: beacon?.chain }),
    revealSeed: createRevealSeed({
      ...stores,
      fetchRound: fetchRound ?? createFetchRound({ chain, relays }),
    }),
    texts: noticeTexts[locale],
    now,
  };
  const announceSeal = createAnnounceSeal({
    ...deps,
    chain,
    postSeal: acceptAtOnce(now),
    wait: () => Promise.resolve(),
  });
  return {
    recovery,
    waitUntil,
    announceSeal: overTheWire((body) => announceSeal(drawBody.parse(body))),
    inputWinners: overTheWire(createInputWinners(deps)),
    randomSelectWinners: overTheWire(createRandomSelectWinners(deps)),
    validateWinners: overTheWire(createValidateWinners(deps)),
    recordWinners: overTheWire(createRecordWinners(deps)),
  };
}

/** Accepts every seal at once, like a channel. */
function acceptAtOnce(now: () => Date): PostSeal {
  return {
    post: () => Promise.resolve(String(now().getTime() / 1_000)),
    findInTime: () => Promise.resolve(undefined),
  };
}

export type Tasks = ReturnType<typeof createTasks>;
