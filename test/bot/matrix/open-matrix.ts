import { findElements } from "../../../infra/local/slack/simulated/block-kit/blocks.ts";
import { type Act, createAct, type Doing, type Shown } from "./acts.ts";
import type { Path } from "./case.ts";
import { OPERATOR, openBot } from "./open-bot.ts";
import { type Content, openTables } from "./tables.ts";
import type { World } from "./world.ts";

/** Whether an act sent a write to a table. */
export const hasWritten = ({ done }: Shown): boolean => done.requests.some(({ isWrite }) => isWrite);

/** The last act of a path in words, and the first one. */
export function describePath(path: Path): string {
  const [first, last] = [path[0], path.at(-1)];
  const typed = first && "type" in first ? `/lottery ${first.type}` : "";
  const [kind, what] = Object.entries(last ?? {})[0] ?? [];
  return (first === last && typed ? typed : `${typed}, ${kind} ${String(what)}`).slice(0, 100);
}

/** The id of a button, a field or a form; undefined for what is typed. */
export function idOf(act: Act | undefined): string | undefined {
  if (!act || "type" in act || "home" in act) return undefined;
  if ("click" in act) return act.click;
  return "change" in act ? act.change : act.submit;
}

/** The block of the button that an act clicks. */
function blockOf(act: Act, context: Shown | undefined): string | undefined {
  if (!("click" in act) || !context) return undefined;
  return findElements(context.blocks).find(({ element }) => element.action_id === act.click)?.blockId;
}

/** What a test does with the last act of a path. */
export interface LastAct {
  /** Does it. With another act, does that instead. */
  run(doing?: Partial<Doing>, instead?: Act): Promise<Shown>;
  /** What the tables contain now. Those before the last act are read only once. */
  read(): Promise<Content>;
  before: Content;
  /** The block of the button. */
  block: string | undefined;
}

/** Opens the bot over a lottery, with what people do there. */
export async function openMatrix(
  { lottery }: Pick<World, "lottery">,
  { isCold = false }: { isCold?: boolean } = {},
) {
  const bot = await openBot(lottery, { isCold });
  const act = createAct(bot);
  const tables = openTables(lottery.client, lottery.tables);
  const original = await tables.read();

  return {
    /**
     * Does all but the last act of a path, and passes on the last one. Afterwards, the tables contain what
     * they contained at first. The requests have the same ids each time.
     */
    async withPath<Result>(
      path: Path,
      work: (last: LastAct) => Promise<Result>,
      user: string = OPERATOR,
    ): Promise<Result> {
      const last = path.at(-1);
      if (!last) throw new Error("The path is empty.");
      let content = original;
      let isCurrent = true;
      const run = async (each: Act, context: Shown | undefined, doing: Doing) => {
        const shown = await act(each, context, doing);
        isCurrent &&= !hasWritten(shown);
        return shown;
      };
      const read = async () => {
        if (!isCurrent) content = await tables.read();
        isCurrent = true;
        return content;
      };
      let context: Shown | undefined;
      for (const [i, each] of path.slice(0, -1).entries())
        context = await run(each, context, { user, trigger: `trigger-${i}` });
      const before = await read();
      try {
        return await work({
          run: (doing, instead = last) => run(instead, context, { user, trigger: "trigger-last", ...doing }),
          read,
          before,
          block: blockOf(last, context),
        });
      } catch (error) {
        throw new Error(describePath(path), { cause: error });
      } finally {
        if ((await read()) !== original) await tables.restore(original, content);
      }
    },

    listActions: bot.listActions,
    close: bot.close,
  };
}
