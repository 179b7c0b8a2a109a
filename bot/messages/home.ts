import type { KnownBlock } from "@slack/web-api";
import { toOneLine } from "../../data/people/employee.ts";
import type { CountedCampaign } from "../commands/read-campaign.ts";
import type { CatalogEntry } from "../commands/registry.ts";
import { REFRESH_HOME, RUN_COMMAND, TYPE_COMMAND } from "../home/action-ids.ts";
import type { HomeContent } from "../home/read-home.ts";
import type { Texts } from "../locales/texts.ts";
import { type Form, plainText } from "./form.ts";
import { buttonRow, textField } from "./form-fields.ts";
import { formatHistory } from "./history.ts";
import { formatStanding } from "./home-standing.ts";
import { context, section } from "./message.ts";
import { escapeMrkdwn, formatStoredTime, formatTime } from "./mrkdwn.ts";
import { listPrizesLeft } from "./prize-lines.ts";

/** The name of the field in the form for the arguments of a command. */
export const TYPED = "arguments";

const MAX_HEADER_LENGTH = 150;
/** Slack's limit of elements in a row of buttons. */
const MAX_BUTTONS = 25;
const LONGEST_ARGUMENTS = 500;

/** Whether a command only explains itself if it gets no arguments. */
export const needsArguments = ({ usage }: CatalogEntry): boolean =>
  usage.replaceAll(/\[[^\]]*\]/g, "").includes("<");

const header = (text: string): KnownBlock => ({ type: "header", text: plainText(text, MAX_HEADER_LENGTH) });

/** The block keeps its id, so that a button keeps the keyboard when the tab is refreshed. */
function formatButtons(block_id: string, commands: readonly CatalogEntry[]): KnownBlock[] {
  const toButton = ({ name, label }: CatalogEntry) => ({
    action: RUN_COMMAND + name,
    label,
    ...(name === "draw" && { style: "primary" as const }),
  });
  return commands.length === 0
    ? []
    : [{ ...buttonRow(commands.slice(0, MAX_BUTTONS).map(toButton)), block_id }];
}

function formatSummary(counted: CountedCampaign | undefined, { home }: Texts): KnownBlock[] {
  if (!counted) return [section(home.unreadable)];
  const { campaign, draws, winners } = counted;
  const since = campaign.started_at === undefined ? undefined : formatStoredTime(campaign.started_at);
  return [section(home.campaign({ since, draws, winners }))];
}

/** The prizes that are left. */
function formatPrizes(counted: CountedCampaign | undefined, texts: Texts): KnownBlock[] {
  const { home } = texts;
  if (!counted || counted.prizes.length === 0) return [];
  const { sections, more } = listPrizesLeft(counted.prizes, texts);
  return [
    header(home.prizes),
    ...(sections.length === 0 ? [section(home.noPrizesLeft)] : sections.map(section)),
    ...(more > 0 ? [context(home.morePrizes(more))] : []),
  ];
}

function formatDraws({ draws, commands, at }: HomeContent, texts: Texts): KnownBlock[] {
  const mayDraw = commands.some(({ name }) => name === "draw");
  if (draws?.entries.length === 0 && !mayDraw) return [header(texts.home.draws), section(texts.home.noDraws)];
  const { blocks } = draws ? formatHistory({ ...draws, more: false }, true, texts, at) : { blocks: [] };
  return [
    header(texts.home.draws),
    ...(draws ? blocks.filter(({ type }) => type === "section") : [section(texts.home.unreadable)]),
  ];
}

/** A Home tab as Slack takes it. */
export interface HomeTab {
  type: "home";
  /** The employee id of a person who was found on the roster; empty for others. */
  private_metadata: string;
  blocks: KnownBlock[];
}

/** The Home tab of one person. It remembers the employee id of a person who was found on the roster. */
export function formatHome(content: HomeContent, texts: Texts): HomeTab {
  const { counted, viewer, commands, at } = content;
  const { home } = texts;
  const typed = commands.filter(needsArguments);
  return {
    type: "home",
    private_metadata: viewer?.kind === "found" ? viewer.employee.employee_id : "",
    blocks: [
      header(toOneLine(counted?.campaign.name ?? "") || home.title),
      ...formatSummary(counted, texts),
      ...formatButtons(
        "commands",
        commands.filter((command) => !needsArguments(command)),
      ),
      header(home.you),
      ...formatStanding(content, texts).map(section),
      ...formatPrizes(counted, texts),
      ...formatDraws(content, texts),
      ...(typed.length > 0 ? [header(home.more), ...formatButtons("more", typed)] : []),
      { type: "divider" },
      context(home.asOf(formatTime(at.toISOString()))),
      { ...buttonRow([{ action: REFRESH_HOME, label: home.refresh }]), block_id: "refresh" },
    ],
  };
}

/** The arguments of a command in words: `<draw> [me]` becomes "Draw, me (optional)". */
function describeArguments({ name, usage }: CatalogEntry, texts: Texts): string {
  const described = [...usage.slice(name.length).matchAll(/<([^>]+)>|\[([^\]]+)\]/g)].map(
    ([, needed, optional = ""]) => needed ?? texts.home.optional(optional.replaceAll(/[<>]/g, "")),
  );
  return startSentence(described.join(texts.listSeparator));
}

function startSentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** The form that asks for the arguments of a command. */
export function formatTyping(command: CatalogEntry, texts: Texts): Form {
  const { name, label, usage, summary } = command;
  return {
    callback: TYPE_COMMAND,
    title: label,
    submit: texts.home.run,
    close: texts.cancel,
    state: name,
    blocks: [
      section(escapeMrkdwn(startSentence(summary))),
      textField({
        name: TYPED,
        label: describeArguments(command, texts),
        hint: texts.home.typedHint(usage),
        most: LONGEST_ARGUMENTS,
      }),
    ],
  };
}
