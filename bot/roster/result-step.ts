import type { RosterImport } from "../../data/ledger/roster-imports.ts";
import type { Texts } from "../locales/texts.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import type { StepOf } from "./steps.ts";
import type { TellRequester } from "./tell-requester.ts";
import type { RosterImports } from "./update-import.ts";

/** Says what an import has changed. */
export function formatResult({ counts }: RosterImport, { imports: say }: Texts): Message {
  const { added = 0, changed = 0, returning = 0, left = 0 } = counts;
  return formatParagraph(say.applied({ added, changed, returning, left }));
}

/** Creates the step that sends the result to the person who has confirmed a plan. */
export function createResultStep({
  imports,
  tell,
  texts,
}: {
  imports: RosterImports;
  tell: TellRequester["tell"];
  texts: Texts;
}) {
  return async function resultStep(event: StepOf<"result">): Promise<StepOf<"result">> {
    const { import_id, outcome } = event;
    const found = outcome === "applied" ? await imports.read(import_id) : undefined;
    await tell(event, found ? formatResult(found, texts) : formatParagraph(texts.imports.expired));
    return event;
  };
}
