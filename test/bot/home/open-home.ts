import type { KnownBlock } from "@slack/web-api";
import { createCatalog } from "../../../bot/commands/registry.ts";
import { createHome } from "../../../bot/home/home.ts";
import { locales } from "../../../bot/locales/locales.ts";
import type { HomeTab } from "../../../bot/messages/home.ts";
import { formatParagraph } from "../../../bot/messages/message.ts";
import type { Locale } from "../../../data/runtime/environment.ts";
import type { Lottery } from "../../support/start-lottery.ts";

export const MEMBER = "U0MEMBER";
export const OPERATOR = "U0OPERATOR";

/** The texts of blocks, and the labels of their buttons. */
function textsOf(blocks: readonly KnownBlock[]): string[] {
  return blocks.flatMap((block) => {
    if (block.type === "section" || block.type === "header") return [block.text?.text ?? ""];
    if (block.type === "context")
      return block.elements.flatMap((each) => ("text" in each && each.text ? [each.text] : []));
    if (block.type !== "actions") return [];
    return block.elements.flatMap((each) => (each.type === "button" ? [`[${each.text.text}]`] : []));
  });
}

/** All that a tab says, in one text. */
export const readTab = (view: HomeTab): string => textsOf(view.blocks).join("\n");

/** The ids of the buttons of a tab. */
export const actionsOf = (view: HomeTab): string[] =>
  view.blocks.flatMap((block) =>
    block.type === "actions" ? block.elements.map((each) => each.action_id ?? "") : [],
  );

/** The Home tab of a lottery, with commands that only repeat what they got. */
export function openHome(
  lottery: Pick<Lottery, "ledger" | "claims" | "roster" | "clock">,
  { locale = "en", ...others }: { locale?: Locale } & Partial<Parameters<typeof createHome>[0]> = {},
) {
  const catalog = createCatalog(locales[locale]);
  return createHome({
    locale,
    command: "/lottery",
    findLocale: () => Promise.resolve(undefined),
    registry: {
      listUsable: (userId) =>
        Promise.resolve(catalog.filter(({ needsOperator }) => !needsOperator || userId === OPERATOR)),
      respond: (text) => Promise.resolve(formatParagraph(`ran ${text}`)),
      click: (action, value) => Promise.resolve(formatParagraph(`clicked ${action} ${value}`)),
    },
    ledger: lottery.ledger,
    readClaim: lottery.claims.readOne,
    roster: lottery.roster,
    now: lottery.clock.now,
    ...others,
  });
}
