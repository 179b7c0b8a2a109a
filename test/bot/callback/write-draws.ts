import type { DrawnRecord, Revising } from "../../../data/ledger/draw-record.ts";
import { findAttempt } from "../../../workflow/attempt/attempt.ts";
import { decideAttempt } from "../../../workflow/attempt/decide-attempt.ts";
import { drawBody } from "../../../workflow/attempt/draw-body.ts";
import { LEASE_SECONDS, leaseFrom } from "../../../workflow/attempt/leases.ts";
import type { DrawRequestInput } from "../../../workflow/attempt/requests.ts";
import { currentWinners } from "../../../workflow/draw/apply-revision.ts";
import { attemptOf, visitedPerson, winnerAt, winnersNamed } from "../../support/draw-records.ts";
import { UNSEALED } from "../../support/persons.ts";
import type { startLottery } from "../../support/start-lottery.ts";

export const CHANNEL = "C0LOTTERY";
export const PERSON = "U0OPERATOR";
const FROM_SLACK = { channel_id: CHANNEL, requested_by: PERSON };

/** The input of an execution. Null if the execution does not exist. */
type Asked = object | null;

/** Creates the functions that write draws to the ledger, by default with the executions that ask for them. */
export function createWriteDraws(
  lottery: Awaited<ReturnType<typeof startLottery>>,
  startExecution: (name: string, input: unknown) => Promise<void>,
) {
  const { ledger } = lottery;
  const { now } = lottery.clock;
  let executions = 0;
  const start = async (name: string, asked: Asked) => {
    if (asked) await startExecution(name, asked);
  };

  return {
    /** A draw that is decided and recorded, but not announced. */
    async drawn(
      input = 1,
      request: Partial<DrawRequestInput> = FROM_SLACK,
      asked: Asked = { input, ...request },
    ): Promise<DrawnRecord> {
      const time = now();
      const drawId = `execution-${++executions}`;
      await start(drawId, asked);
      const winners = winnersNamed(input);
      const { draw } = await ledger.open(
        {
          drawId,
          numOfWinners: input,
          prize: request.prize,
          requestedBy: request.requested_by,
          channelId: request.channel_id,
          requestedAt: time.toISOString(),
          seed: "ab".repeat(32),
          sealing: UNSEALED,
          rosterSize: 10,
          eligible: 8,
          leaseExpiresAt: time.getTime() / 1_000 + LEASE_SECONDS,
        },
        time,
      );
      const decision = {
        winners,
        lost: [],
        walked: input,
        pages: [],
        receipt: "cd".repeat(32),
        drawnAt: time.toISOString(),
      };
      await ledger.attempts.decideDraw(attemptOf(draw), decision, time.getTime() / 1_000);
      await ledger.pending.markClaimsFinal(await lottery.readDrawn(draw.draw_no));
      return lottery.readDrawn(draw.draw_no);
    },

    /** Decides a redraw of the last winner, or a void, without announcing it. */
    async revise(
      drawNo: number,
      request: Pick<Revising, "kind" | "requested_by" | "reason">,
      asked?: Asked,
    ): Promise<void> {
      const draw = await lottery.readDrawn(drawNo);
      const current = currentWinners(draw.winners).map(({ employee_id }) => employee_id);
      const isRedraw = request.kind === "redraw";
      const revising = {
        ...request,
        requested_at: now().toISOString(),
        voided: isRedraw ? current.slice(-1) : current,
      };
      const id = `revision-${++executions}`;
      const { kind, requested_by, reason } = request;
      const revise = { kind, draw_no: drawNo, ...(isRedraw && { employee_id: revising.voided[0] }), reason };
      await start(id, asked === undefined ? { revise, requested_by } : asked);
      await ledger.attempts.begin(draw, { id, leaseExpiresAt: leaseFrom(now()), revising });
      const attempt = findAttempt(await lottery.readDrawn(drawNo));
      const body = drawBody.parse({
        ...draw,
        num_of_winners: isRedraw ? 1 : 0,
        winner_details: isRedraw ? [winnerAt(draw.winners.length + 1)] : [],
        walked: draw.walked + (isRedraw ? 1 : 0),
        pages: [],
      });
      const positions = body.winner_details.map(({ lottery_serial }) => ({
        lottery_serial,
        outcome: "chosen" as const,
        ...visitedPerson(lottery_serial, draw),
      }));
      const decided = attempt && (await decideAttempt(ledger, attempt, { body, positions }, now()));
      if (!decided) throw new Error(`The revision of draw ${drawNo} was not decided.`);
      await ledger.pending.markClaimsFinal(await lottery.readDrawn(drawNo));
    },

    /** Starts a draw and selects its candidates. */
    async underWay(
      input = 1,
      request: Partial<DrawRequestInput> = FROM_SLACK,
      asked: Asked = { input, ...request },
    ) {
      const name = `execution-${++executions}`;
      const started_at = now().toISOString();
      await start(name, asked);
      const { body } = await lottery.inputWinners({
        execution: name,
        started_at,
        request: { input, ...request },
      });
      const selected = await lottery.randomSelectWinners(body);
      return { name, drawNo: body.draw_no, body: selected.body };
    },
  };
}
