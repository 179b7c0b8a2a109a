import { z } from "zod";
import type { FieldValue } from "../../../bot/commands/form-response.ts";
import type { CommandName } from "../../../bot/commands/registry.ts";
import { RUN_COMMAND } from "../../../bot/home/action-ids.ts";
import {
  type Blocks,
  findElements,
  viewBlocksSchema,
} from "../../../infra/local/slack/simulated/block-kit/blocks.ts";
import {
  formatStateValues,
  formatValue,
} from "../../../infra/local/slack/simulated/interactions/state-values.ts";
import { viewSchema } from "../../../infra/local/slack/simulated/interactions/views.ts";
import { initialOf } from "../commands/fill-in.ts";
import type { Bot, Done, Faults } from "./open-bot.ts";

/** One thing that a person does in Slack. The later ones are done in what the one before has shown. */
export type Act =
  | { type: string }
  /** On the Home tab. */
  | { home: CommandName }
  /** A button of the message or of the form; with a value, one of an older message. */
  | { click: string; value?: string }
  /** Another value in the form. */
  | { change: string; value?: string | readonly string[] }
  /** The form, with these values instead of the initial ones. */
  | { submit: string; values?: Readonly<Record<string, FieldValue>> };

/** Who does it, and how. */
export interface Doing {
  user: string;
  /** Slack's id of the request. */
  trigger: string;
  /** Of another workspace. */
  team?: string;
  /** When the message with the button was posted, in seconds. */
  postedAt?: number;
  faults?: Faults;
}

type View = z.output<typeof viewSchema>;

/** What a person was shown. */
export interface Shown {
  /** Everything that was said, and whether only this person sees it. */
  said: { text: string; isPrivate: boolean }[];
  blocks: Blocks;
  view: View | undefined;
  status: number;
  done: Done;
}

const response = z.object({ statusCode: z.number(), body: z.string() });

const reply = z.looseObject({
  response_type: z.string().optional(),
  text: z.string().optional(),
  blocks: z.array(z.unknown()).optional(),
  response_action: z.string().optional(),
  errors: z.record(z.string(), z.string()).optional(),
  view: z.unknown().optional(),
});

const textOf = z.object({ text: z.object({ text: z.string() }) });
const withElements = z.object({ elements: z.array(z.object({ text: z.string() })) });
const message = z.looseObject({ text: z.string(), blocks: z.array(z.unknown()).optional() });

const textIn = (block: unknown): string =>
  textOf.safeParse(block).data?.text.text ??
  withElements
    .safeParse(block)
    .data?.elements.map(({ text }) => text)
    .join(" ") ??
  "";

const describeView = ({ blocks }: View): string =>
  blocks
    .map(textIn)
    .filter((text) => text !== "")
    .join("\n");

/** The button with this action in a message, and its block, which says whether it answers a question. */
const findButton = (blocks: Blocks, action: string) =>
  findElements(blocks).find(({ element }) => element.action_id === action);

/** The values of a form by block and action: the initial ones, or those that are `entered` by field name. */
function fillIn({ blocks }: View, entered: Readonly<Record<string, FieldValue>> = {}) {
  const values: Record<string, Record<string, string | string[] | null>> = {};
  for (const { blockId, element } of findElements(blocks)) {
    const name = blockId.replace(/:\d+$/, "");
    const given = Object.hasOwn(entered, name) ? entered[name] : (initialOf(element) ?? undefined);
    const value = given === undefined ? null : typeof given === "string" ? given : [...given];
    values[blockId] = { ...values[blockId], [element.action_id]: value };
  }
  return formatStateValues(blocks, values);
}

/** Creates the function that does one thing as a person, and returns what the person was shown. */
export function createAct(bot: Bot) {
  const interaction = ({ user, trigger, team = "T0LOTTERY" }: Doing) => ({
    user: { id: user, team_id: team },
    team: { id: team },
    api_app_id: "A0LOTTERY",
    trigger_id: trigger,
  });

  const formatOpenView = (view: View, values: object) => ({
    ...view,
    id: "V1",
    previous_view_id: "V0",
    state: { values },
  });

  const click = (doing: Doing, action: string, value: string, block_id: string) => ({
    type: "block_actions",
    ...interaction(doing),
    channel: { id: "C0LOTTERY", name: "lottery" },
    response_url: bot.responseUrl,
    container: { type: "message", message_ts: `${doing.postedAt ?? 4_000_000_000}.000100` },
    actions: [{ type: "button", action_id: action, block_id, value }],
  });

  const clickHome = (doing: Doing, name: CommandName) => ({
    type: "block_actions",
    ...interaction(doing),
    container: { type: "view", view_id: "V9" },
    view: { id: "V9", type: "home", callback_id: "", private_metadata: "", blocks: [] },
    actions: [{ type: "button", action_id: RUN_COMMAND + name, block_id: "commands", value: "" }],
  });

  const changeField = (doing: Doing, view: View, action: string, value: FieldValue) => {
    const found = findElements(view.blocks).find(({ element }) => element.action_id === action);
    const given = value === undefined ? null : typeof value === "string" ? value : [...value];
    const name = found?.blockId.replace(/:\d+$/, "");
    const values = name === undefined || value === undefined ? {} : { [name]: value };
    return {
      type: "block_actions",
      ...interaction(doing),
      view: formatOpenView(view, fillIn(view, values)),
      actions: [
        {
          // A button that the form has at other times.
          type: found?.element.type ?? "button",
          action_id: action,
          block_id: found?.blockId ?? "b",
          ...(found && formatValue(found.element, given)),
        },
      ],
    };
  };

  const toForm = (act: Act, before: Shown | undefined, doing: Doing): Record<string, string> => {
    if ("type" in act)
      return {
        command: "/lottery",
        text: act.type,
        user_id: doing.user,
        team_id: doing.team ?? "T0LOTTERY",
        api_app_id: "A0LOTTERY",
        channel_id: "C0LOTTERY",
        channel_name: "privategroup",
        trigger_id: doing.trigger,
        response_url: bot.responseUrl,
      };
    const format = () => {
      if ("home" in act) return clickHome(doing, act.home);
      if ("click" in act) {
        const found = findButton(before?.blocks ?? [], act.click);
        if (act.value === undefined && !found)
          throw new Error(`The message has no ${act.click}: ${JSON.stringify(before?.said)}`);
        const own = found?.element.type === "button" ? (found.element.value ?? "") : "";
        return click(doing, act.click, act.value ?? own, found?.blockId ?? "b");
      }
      const view = before?.view;
      if (!view)
        throw new Error(`No form is open for ${JSON.stringify(act)}: ${JSON.stringify(before?.said)}`);
      if ("change" in act) return changeField(doing, view, act.change, act.value);
      if (view.callback_id !== act.submit) throw new Error(`${view.callback_id} is open, not ${act.submit}.`);
      return {
        type: "view_submission",
        ...interaction(doing),
        view: formatOpenView(view, fillIn(view, act.values)),
      };
    };
    return { payload: JSON.stringify(format()) };
  };

  return async function act(each: Act, before: Shown | undefined, doing: Doing): Promise<Shown> {
    const sent = await bot.send(toForm(each, before, doing), doing.faults);
    const { statusCode: status, body } = response.parse(JSON.parse(JSON.stringify(sent.response)));
    const said: Shown["said"] = [];
    let blocks: Blocks = [];
    let view: View | undefined;
    const showView = (shown: unknown) => {
      view = viewSchema.parse(JSON.parse(JSON.stringify(shown)));
      ({ blocks } = view);
      said.push({ text: describeView(view), isPrivate: true });
    };
    const showMessage = (shown: unknown, isPrivate: boolean) => {
      const parsed = message.parse(shown);
      blocks = viewBlocksSchema.parse(parsed.blocks ?? []);
      said.push({ text: parsed.text, isPrivate });
    };
    for (const { method, args } of sent.done.calls) {
      const isRefused = Object.hasOwn(doing.faults?.slack ?? {}, method);
      if (isRefused) continue;
      if (/^views\.(open|push|update)$/.test(method)) showView(args["view"]);
      if (method === "response") showMessage(args, args["response_type"] === "ephemeral");
      if (method === "chat.postEphemeral") showMessage(args, args["user"] === doing.user);
      if (method === "chat.postMessage") showMessage(args, args["channel"] === doing.user);
    }
    if (body !== "" && status === 200) {
      const replied = reply.parse(JSON.parse(body));
      if (replied.errors)
        said.push(...Object.values(replied.errors).map((text) => ({ text, isPrivate: true })));
      else if (replied.view) showView(replied.view);
      else if (replied.text !== undefined) showMessage(replied, replied.response_type === "ephemeral");
    }
    return { said, blocks, view, status, done: sent.done };
  };
}
