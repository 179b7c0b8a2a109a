import type { CommandName } from "../../../bot/commands/registry.ts";
import type { CommandCase } from "./case.ts";
import { createDrawCases } from "./draw-cases.ts";
import { createImportCases } from "./import-cases.ts";
import { createPeopleCases } from "./people-cases.ts";
import { createSettingCases } from "./setting-cases.ts";
import type { World } from "./world.ts";

/** The cases of every command. A new command, button, form or field needs one. */
export const createCases = (world: World): Record<CommandName, CommandCase> => ({
  ...createDrawCases(world),
  ...createPeopleCases(),
  ...createImportCases(),
  ...createSettingCases(),
});
