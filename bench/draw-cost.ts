import type { Rounds } from "./benchmarks.ts";
import type { CountedLottery } from "./lottery/count-draw.ts";
import { prices } from "./prices.ts";
import type { Table } from "./report/report.ts";

const PEOPLE = [10, 10_000, 1_000_000];
const WINNERS = 2;
const SHARE = 0.5;
const DRAWS = 10;
const MAILS = 10;
/** As in docs/operations.md: five runs of 0.2 s with 0.5 GB, and one of 0.3 s with 1 GB. */
const GIGABYTE_SECONDS = 0.8;

/** What a draw of two costs on AWS: requests, transitions and calls as counted, the time of the Lambdas as estimated. */
export async function priceDraws(lottery: CountedLottery, rounds: Rounds): Promise<Table> {
  const rows: Table["rows"] = [];
  for (const people of PEOPLE) {
    await lottery.begin(people, SHARE);
    const costs = { dynamodb: 0, transitions: 0, lambda: GIGABYTE_SECONDS * prices.gigabyteSecond };
    // Ten people of whom half have won are enough for two draws.
    const draws = Math.min(rounds(DRAWS), Math.floor((people * (1 - SHARE)) / WINNERS));
    for (let i = 0; i < draws; i++) {
      const { requests, transitions, lambdas } = await lottery.draw(WINNERS);
      for (const { readUnits, writeUnits } of requests)
        costs.dynamodb += (readUnits * prices.readUnit + writeUnits * prices.writeUnit) / draws;
      costs.transitions += (transitions * prices.transition) / draws;
      costs.lambda += (lambdas * prices.lambdaCall) / draws;
    }
    const others = prices.httpRequest + MAILS * prices.mail;
    const all = costs.dynamodb + costs.transitions + costs.lambda + others;
    const figures = [costs.dynamodb, costs.transitions, costs.lambda, others, all];
    rows.push([people, ...figures.map((dollars) => 1_000 * dollars)]);
  }
  const forThousand = { unit: "$ for 1,000 draws" };
  return {
    title: `A draw of ${WINNERS} where half have won before, ${MAILS} mails (us-east-1, on demand, without the free tier)`,
    columns: [
      { name: "People" },
      { name: "DynamoDB", ...forThousand },
      { name: "Step Functions", ...forThousand },
      { name: "Lambda", ...forThousand },
      { name: "API Gateway and mails", ...forThousand },
      { name: "All", ...forThousand },
    ],
    rows,
  };
}
