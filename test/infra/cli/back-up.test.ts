/** @module-tag slow */
import { join } from "node:path";
import { expect, test } from "vitest";
import { openStore } from "../../../infra/local/services/store/store.ts";
import { makeFolder } from "../../support/make-folder.ts";
import { runCli, startCli } from "./run-cli.ts";

test("prints what it copied, or the error in one line", async () => {
  const folder = await makeFolder();
  openStore(folder).close();
  const copy = join(await makeFolder(), "copy.sqlite");
  expect(await startCli("back-up", [folder, copy])).toEqual({
    out: `Copied everything in ${folder} to ${copy}, and checked the copy.\n`,
    err: "",
    code: 0,
  });
  expect(await runCli("back-up", [folder, copy])).toEqual({
    out: "",
    err: `${copy} exists already. Name a new file.\n`,
    code: 1,
  });
  const usage = { out: "", err: "Usage: npm run backup -- <data folder> [<new file>]\n", code: 1 };
  expect(await runCli("back-up", [])).toEqual(usage);
  expect(await runCli("back-up", ["--data", folder])).toEqual(usage);
});
