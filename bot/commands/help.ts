import { formatHelp } from "../messages/help.ts";
import type { CreateCommand } from "./command.ts";

/** `/lottery help`: lists all commands. */
export const createHelp: CreateCommand = ({ texts, catalog }) => ({
  run: () => formatHelp(texts.help.title, catalog, texts),
});
