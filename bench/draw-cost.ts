import type { Rounds } from "./benchmarks.ts";
import type { CountedLottery } from "./lottery/count-draw.ts";
import { purposeOf } from "./lottery/purposes.ts";
import { prices } from "./prices.ts";
import type { Table } from "./report/report.ts";

const PEOPLE = [10, 1_000, 10_000, 100_000];
const WINNERS = 2;
const SHARE = 0.5;
const DRAWS = 10;
const MAILS = 10;
/** The purpose of the requests that read the whole roster. */
const COUNT = "count the entrants";
/** As in docs/operations.md: five runs of 0.2 s with 0.5 GB, one run of 0.3 s with 1 GB. */
const GIGABYTE_SECONDS = 0.8;

/** Calculates the costs of draws on AWS from counted requests, transitions and calls, and from estimated Lambda times. */
export async function priceDraws(lottery: CountedLottery, rounds: Rounds): Promise<Table> {
  const rows: Table["rows"] = [];
  for (const people of PEOPLE) {
    await lottery.reset(people, SHARE);
    const costs = {
      roster: 0,
      rosterRequests: 0,
      dynamodb: 0,
      transitions: 0,
      lambda: GIGABYTE_SECONDS * prices.gigabyteSecond,
    };
    // Ten people, half of whom have won, are enough for two draws.
    const draws = Math.min(rounds(DRAWS), Math.floor((people * (1 - SHARE)) / WINNERS));
    for (let i = 0; i < draws; i++) {
      const { requests, transitions, lambdas } = await lottery.draw(WINNERS);
      for (const request of requests) {
        const { readUnits, writeUnits } = request;
        costs.dynamodb += (readUnits * prices.readUnit + writeUnits * prices.writeUnit) / draws;
        if (purposeOf(request).purpose !== COUNT) continue;
        costs.rosterRequests += 1 / draws;
        costs.roster += readUnits / draws;
      }
      costs.transitions += (transitions * prices.transition) / draws;
      costs.lambda += (lambdas * prices.lambdaCall) / draws;
    }
    const others = prices.httpRequest + MAILS * prices.mail;
    const all = costs.dynamodb + costs.transitions + costs.lambda + others;
    const figures = [costs.dynamodb, costs.transitions, costs.lambda, others, all];
    rows.push([people, costs.rosterRequests, costs.roster, ...figures.map((dollars) => 1_000 * dollars)]);
  }
  const forThousand = { unit: "$ for 1,000 draws" };
  return {
    title: `A draw of ${WINNERS} with 50 % past winners and ${MAILS} emails (us-east-1, on demand, without the free tier)`,
    columns: [
      { name: "People" },
      { name: "Requests for the roster" },
      { name: "Read units for the roster" },
      { name: "DynamoDB", ...forThousand },
      { name: "Step Functions", ...forThousand },
      { name: "Lambda", ...forThousand },
      { name: "API Gateway and emails", ...forThousand },
      { name: "All", ...forThousand },
    ],
    rows,
  };
}
