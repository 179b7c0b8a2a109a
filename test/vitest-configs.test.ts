import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { tags } from "./support/tags.ts";

const root = new URL("../", import.meta.url);
const configs = readdirSync(root).filter((file) => /^vitest.*\.config\.ts$/.test(file));

test.each(configs)(
  "%s knows the tags of the tests, without which it would not load a tagged file",
  async (file) => {
    expect(await import(new URL(file, root).href)).toMatchObject({ default: { test: { tags } } });
  },
);
