import { expect, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import { formatForm } from "../../../bot/messages/form.ts";
import { formatImportForm, formatSyncForm } from "../../../bot/messages/import-forms.ts";

const origin = { channelId: "C0LOTTERY", channelName: "lottery", nonce: "1" };
const texts = locales.en;

test("the form of an import takes one file, of the kinds that can be read", () => {
  const view = JSON.stringify(formatForm(formatImportForm(texts), origin));
  expect(view).toContain('"filetypes":["xlsx","xlsm","csv","tsv","txt"]');
  expect(view).toContain('"max_files":1');
});

test("a source that was typed is shown in the form, and cannot be changed there", () => {
  const typed = { kind: "channel", channel_id: "C0PARTY" } as const;
  const form = formatSyncForm(typed, texts);
  expect(JSON.parse(form.state ?? "")).toEqual(typed);
  const view = JSON.stringify(formatForm(form, origin));
  expect(view).toContain("<#C0PARTY>");
  expect(view).not.toContain("conversations_select");
  expect(view).not.toContain('"value":"workspace"');
});

test("without a source, the form begins with the whole workspace, and offers a channel", () => {
  const form = formatSyncForm(undefined, texts);
  expect(form.state).toBeUndefined();
  const view = JSON.stringify(formatForm(form, origin));
  expect(view).toMatch(/"initial_option":\{[^}]*\}[^}]*"value":"workspace"/);
  expect(view).toContain("conversations_select");
  for (const value of ["channel", "guest", "external"]) expect(view).toContain(`"value":"${value}"`);
});
