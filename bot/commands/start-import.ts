import { createHash } from "node:crypto";
import { formatParagraph, type Message } from "../messages/message.ts";
import type { ImportRequest } from "../roster/import-request.ts";
import type { Caller, CommandServices } from "./command.ts";

/** The id of the import that a form or a click asks for. A second submission of it is the same import. */
function createImportId(nonce: string): string {
  return createHash("sha256").update(nonce).digest("hex").slice(0, 20);
}

/** Creates the function that has people read, for a plan of what to change. */
export function createStartImport({
  texts: { imports: say },
  startRosterStep,
}: Pick<CommandServices, "texts" | "startRosterStep">) {
  return async function startImport(
    nonce: string,
    request: ImportRequest,
    { userId }: Pick<Caller, "userId">,
  ): Promise<Message> {
    const isStarted = await startRosterStep({
      step: "read",
      import_id: createImportId(nonce),
      requested_by: userId,
      request,
    });
    return formatParagraph(isStarted ? say.started : say.notStarted);
  };
}
