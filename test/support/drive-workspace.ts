import type { Browser, ElementHandle, Locator, Page } from "playwright-core";
import { openPage, type PageOptions } from "./open-page.ts";

/** More than a page has elements between two that are used one after the other. */
const MOST_TABS = 200;

/** ms within which something appears on the page. */
const WAIT = 15_000;

/** How the page is used: without the pointer, without the tab key, or each act in the other way than the one before. */
export type Hand = "keyboard" | "pointer" | "turns";

/** About how many presses of the tab key lead to an element: negative if it is before the focus, 0 if it has the focus. */
const findWay = (target: ElementHandle<SVGElement | HTMLElement>) =>
  target.evaluate((element) => {
    const { activeElement: focused, body } = document;
    if (focused === element) return 0;
    if (!focused || focused === body) return 1;
    const precedes = (one: Element, other: Element) =>
      Boolean(other.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING);
    const isBefore = precedes(element, focused);
    const [first, last] = isBefore ? [element, focused] : [focused, element];
    const between = [
      ...body.querySelectorAll("a, button, input, select, textarea, summary, [tabindex]"),
    ].filter((each) => precedes(first, each) && precedes(each, last) && each.checkVisibility());
    return isBefore ? -between.length - 1 : between.length + 1;
  });

/** Presses the tab key until an element has the focus. */
async function tabTo(target: Locator): Promise<void> {
  const element = await target.elementHandle();
  if (!element) throw new Error("The element is not on the page.");
  for (let tabs = 0; tabs < MOST_TABS; ) {
    const way = await findWay(element);
    if (way === 0) return;
    // Half the way at a time, because some elements take several presses, and others none.
    const presses = Math.ceil(Math.abs(way) / 2);
    for (let i = 0; i < presses; i++) await target.page().keyboard.press(way < 0 ? "Shift+Tab" : "Tab");
    tabs += presses;
  }
  throw new Error("The tab key does not reach the element.");
}

/** The label of the option that begins with these letters. */
async function findOption(menu: Locator, letters: string): Promise<string> {
  const labels = await menu.getByRole("option").allInnerTexts();
  const label = labels.find((text) => text.startsWith(letters));
  if (label === undefined) throw new Error(`No option begins with ${letters}.`);
  return label;
}

/** Opens the workspace page of a stack, and offers what its reader does there: with the keyboard, or with the pointer. */
export async function driveWorkspace(
  browser: Browser,
  url: string,
  { hand = "keyboard", ...options }: { hand?: Hand } & Pick<PageOptions, "whenFinished"> = {},
) {
  const page: Page = await openPage(browser, url, options);
  // Sooner than the test, so that the error names what is missing.
  page.setDefaultTimeout(WAIT);
  const messages = page.getByRole("log", { name: "Messages" }).getByRole("article");
  const box = page.getByRole("textbox", { name: "Message #lottery" });
  const sidebar = page.getByRole("navigation");

  let acts = 0;
  const isPointed = () => (hand === "turns" ? acts++ % 2 === 1 : hand === "pointer");

  /** Presses a button or a link. */
  const press = async (button: Locator): Promise<void> => {
    if (isPointed()) return button.click();
    await tabTo(button);
    await page.keyboard.press("Enter");
  };

  /** Waits for the newest message with a text. */
  const see = async (text: string | RegExp): Promise<Locator> => {
    const message = messages.filter({ hasText: text }).last();
    await message.waitFor();
    return message;
  };

  return {
    page,
    see,

    /** Types a text into the message box, and sends it. */
    async type(text: string): Promise<void> {
      const isByPointer = isPointed();
      await (isByPointer ? box.click() : tabTo(box));
      await page.keyboard.insertText(text);
      if (isByPointer) await page.getByRole("button", { name: "Send" }).click();
      else await page.keyboard.press("Enter");
    },

    press,

    /** Replaces the text of a field. */
    async enter(field: Locator, text: string): Promise<void> {
      await (isPointed() ? field.click() : tabTo(field));
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.insertText(text);
    },

    /** Chooses an option of a menu by its first letters. Its list is part of the browser, where the test has no pointer. */
    async choose(menu: Locator, letters: string): Promise<void> {
      if (isPointed()) {
        await menu.selectOption({ label: await findOption(menu, letters) });
        return;
      }
      await tabTo(menu);
      await page.keyboard.type(letters);
    },

    /** Ticks a box. */
    async tick(checkbox: Locator): Promise<void> {
      if (isPointed()) return checkbox.click();
      await tabTo(checkbox);
      await page.keyboard.press("Space");
    },

    /** The open form with this title. */
    async form(name: string): Promise<Locator> {
      const form = page.getByRole("dialog", { name, exact: true });
      await form.waitFor();
      return form;
    },

    /** Closes the open form. */
    async closeForm(): Promise<void> {
      const dialog = page.getByRole("dialog");
      if (isPointed()) await dialog.getByRole("button", { name: "Close" }).first().click();
      else await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
    },

    /** Opens the app, and returns its Home tab. */
    async openApp(): Promise<Locator> {
      await press(sidebar.getByRole("button", { name: "Lottery", exact: true }));
      return page.getByRole("tabpanel", { name: "Home" });
    },

    /** Returns to the channel. */
    openChannel: () => press(sidebar.getByRole("button", { name: "# lottery" })),

    /** The announcement of a draw, which leads with the prize. */
    announcement: (prize: string) =>
      messages.filter({ has: page.getByRole("heading", { name: `🎉 ${prize}` }) }),

    /** The announcement of a draw that is void. */
    voided: (prize: string) => messages.filter({ has: page.getByRole("heading", { name: `🚫 ${prize}` }) }),
  };
}

export type Workspace = Awaited<ReturnType<typeof driveWorkspace>>;

/** The text of a form or a message, once it contains a part. */
export async function textOf(part: Locator, contains: string): Promise<string> {
  await part.getByText(contains).first().waitFor();
  return part.innerText();
}
