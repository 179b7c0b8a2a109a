import type { Ledger } from "../../data/ledger/ledger.ts";
import type { ReadDepartments } from "../../data/people/departments.ts";
import { currentWinners } from "../../workflow/draw/apply-revision.ts";
import type { Texts } from "../locales/texts.ts";
import { escapeMrkdwn } from "../messages/mrkdwn.ts";
import type { PreparedFile } from "./outgoing-file.ts";
import { readCampaignDraws } from "./read-campaign-draws.ts";
import { listWinnerRows, type WinnerRow } from "./winner-rows.ts";
import { type SheetColumn, writeWorkbook } from "./write-workbook.ts";

/** More rows would need more memory and time than the function has. */
const MOST_ROWS = 20_000;

/** Creates the function that prepares the winners of the current campaign as a spreadsheet. */
export function createPrepareWinners({
  ledger,
  readDepartments,
  texts,
  now,
}: {
  ledger: Ledger;
  readDepartments: ReadDepartments;
  texts: Texts;
  now: () => Date;
}) {
  const { titles, ...say } = texts.export.winners;

  const createColumns = (
    values: ReadonlyMap<string, string>,
    departments: ReadonlyMap<string, string>,
  ): SheetColumn<WinnerRow>[] => [
    { title: titles.draw, width: 8, read: ({ drawNo }) => drawNo },
    { title: titles.rank, width: 8, read: ({ rank }) => rank },
    { title: titles.prize, width: 24, read: ({ prize }) => prize },
    { title: titles.value, width: 16, read: ({ prizeId }) => values.get(prizeId ?? "") },
    { title: titles.name, width: 24, read: ({ person }) => person?.name ?? texts.erasedPerson },
    { title: titles.employeeId, width: 16, read: ({ person }) => person?.employeeId },
    { title: titles.department, width: 20, read: ({ person }) => departments.get(person?.employeeId ?? "") },
    { title: titles.wonAt, width: 18, read: ({ wonAt }) => wonAt },
    { title: titles.isVoid, width: 8, read: ({ isVoid }) => (isVoid ? say.yes : undefined) },
    {
      title: titles.handedAt,
      width: 18,
      read: ({ handOver }) => handOver && new Date(handOver.handed_at),
    },
    { title: titles.handedBy, width: 18, read: ({ handOver }) => handOver?.handed_by },
  ];

  /** Throws `InvalidItem`. */
  return async function prepareWinners(): Promise<PreparedFile> {
    const { campaign, draws, newest } = await readCampaignDraws(ledger);
    const [first] = draws;
    if (!first || newest === undefined) return { refusal: say.empty };
    const handOvers = await ledger.handOvers.listBetween(first.draw_no, newest);
    const rows = draws.flatMap((draw) => listWinnerRows(draw, handOvers.get(draw.draw_no) ?? new Map()));
    if (rows.length > MOST_ROWS) return { refusal: say.tooMany(rows.length, MOST_ROWS) };
    const departments = await readDepartments(rows.flatMap(({ person }) => person?.employeeId ?? []));
    const values = new Map(
      campaign.prizes.flatMap(({ prize_id, value }) => (value ? [[prize_id, value]] : [])),
    );
    // The same as in the totals of a campaign.
    const valid = draws.filter(({ winners }) => currentWinners(winners).length > 0);
    const day = now().toISOString().slice(0, 10);
    return {
      file: {
        name: `${say.fileName(campaign.campaign_no, day)}.xlsx`,
        title: say.title(campaign.name),
        comment: say.comment({
          campaign: campaign.name === undefined ? undefined : escapeMrkdwn(campaign.name),
          wins: rows.filter(({ isVoid }) => !isVoid).length,
          draws: valid.length,
          voided: draws.length - valid.length,
          newest,
        }),
        bytes: await writeWorkbook(say.sheet, createColumns(values, departments), rows),
      },
    };
  };
}
