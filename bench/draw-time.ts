import type { Rounds } from "./benchmarks.ts";
import { openLottery } from "./lottery/open-lottery.ts";
import { median, quantile } from "./median.ts";
import { measureOrder } from "./order-time.ts";
import type { Report, Table } from "./report/report.ts";
import { defineSubject, type Subject, takeTurns } from "./take-turns.ts";

const ROUNDS = 5;
const WARM_UP = 3;

interface Draw {
  winners: number;
  people: number;
  /** The share of people who have won before. */
  share: number;
}

const BY_WINNERS: readonly Draw[] = [1, 10, 100, 1_000].map((winners) => ({
  winners,
  people: 10_000,
  share: 0.5,
}));
const BY_PEOPLE: readonly Draw[] = [10, 1_000, 100_000, 1_000_000].map((people) => ({
  winners: 2,
  people,
  share: 0.5,
}));
const BY_SHARE: readonly Draw[] = [0, 0.5, 0.9, 0.99].map((share) => ({
  winners: 10,
  people: 10_000,
  share,
}));

/** Measures the ms from the command to the announcement, in turns over all kinds of draws. */
async function timeDraws(rounds: number) {
  await using lottery = await openLottery();
  const time = async ({ winners, people, share }: Draw) => {
    await lottery.reset(people, share);
    const begin = performance.now();
    await lottery.type(`draw ${winners}`);
    await lottery.idle();
    return performance.now() - begin;
  };
  for (let i = 0; i < WARM_UP; i++) await time({ winners: 100, people: 1_000, share: 0.5 });
  const groups = [BY_WINNERS, BY_PEOPLE, BY_SHARE].map((draws) =>
    draws.map((draw) => ({ ...draw, subject: defineSubject(() => time(draw)) })),
  );
  await takeTurns(
    rounds,
    groups.flat().map(({ subject }) => subject),
  );
  return groups;
}

type Timed = Draw & { subject: Subject };

function tabulateTimes(title: string, draws: readonly Timed[], rounds: number): Table {
  return {
    title: `${title}. Medians of ${rounds} draws each, in turns, from the command to the announcement`,
    columns: [
      { name: "Winners" },
      { name: "People" },
      { name: "Have won", unit: "%" },
      { name: "Median", unit: "ms" },
      { name: "Fastest", unit: "ms" },
      { name: "Per winner", unit: "ms" },
    ],
    rows: draws.map(({ winners, people, share, subject: { values } }) => [
      winners,
      people,
      100 * share,
      median(values),
      quantile(values, 0),
      median(values) / winners,
    ]),
  };
}

const growth = (draws: readonly Timed[], from: number, to: number) =>
  median(draws.at(to)?.subject.values ?? []) / median(draws.at(from)?.subject.values ?? []);

/** Measures how the time of a draw on the local stack grows with the winners, the people and the past winners. */
export async function measureDrawTime(rounds: Rounds): Promise<Report> {
  const times = rounds(ROUNDS);
  const order = await measureOrder(times);
  const [byWinners = [], byPeople = [], byShare = []] = await timeDraws(times);
  return {
    tables: {
      winners: tabulateTimes("By winners", byWinners, times),
      people: tabulateTimes("By people", byPeople, times),
      share: tabulateTimes("By the share of past winners", byShare, times),
      order: order.table,
    },
    goals: [
      {
        goal: "Time of a draw of 1,000 winners, relative to 100",
        reached: growth(byWinners, 2, 3),
        unit: "×",
        atMost: 10,
      },
      ...order.goals,
    ],
  };
}
