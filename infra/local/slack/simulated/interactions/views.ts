import { randomBytes } from "node:crypto";
import { z } from "zod";
import { plainText } from "../block-kit/block-elements.ts";
import { viewBlocksSchema } from "../block-kit/blocks.ts";
import { APP, TEAM } from "../workspace.ts";

/** A modal as an app sends it. https://docs.slack.dev/reference/views/modal-views */
export const viewSchema = z
  .strictObject({
    type: z.literal("modal"),
    title: plainText(24),
    blocks: viewBlocksSchema,
    close: plainText(24).optional(),
    submit: plainText(24).optional(),
    private_metadata: z.string().max(3000).default(""),
    callback_id: z.string().max(255).default(""),
    external_id: z.string().max(255).default(""),
    clear_on_close: z.boolean().default(false),
    notify_on_close: z.boolean().default(false),
  })
  .refine(
    ({ submit, blocks }) => submit || !blocks.some(({ type }) => type === "input"),
    "a view with an input needs a submit",
  );

type ViewContent = z.infer<typeof viewSchema>;

export interface View extends ViewContent {
  id: string;
  hash: string;
  /** The modal below this one, and the lowest one. */
  previous_view_id: string | null;
  root_view_id: string;
}

/** The largest number of modals above each other. */
const DEEPEST = 3;

const randomName = () => randomBytes(8).toString("hex").toUpperCase();
const createHash = () => `${Math.floor(Date.now() / 1000)}.${randomBytes(4).toString("hex")}`;

/** Creates the open modals: for each person a stack, with the visible modal at its end. */
export function createViews() {
  const stacks = new Map<string, View[]>();
  const listeners = new Set<(user: string, views: readonly View[]) => void>();

  const put = (user: string, views: View[]) => {
    if (views.length > 0) stacks.set(user, views);
    else stacks.delete(user);
    for (const listener of listeners) listener(user, views);
  };
  const list = (user: string): readonly View[] => stacks.get(user) ?? [];
  const create = (content: ViewContent, below: readonly View[] = []): View => {
    const id = `V${randomName()}`;
    return {
      ...content,
      id,
      hash: createHash(),
      previous_view_id: below.at(-1)?.id ?? null,
      root_view_id: below[0]?.id ?? id,
    };
  };

  return {
    list,
    find: (user: string, id: string) => list(user).find((view) => view.id === id),

    /** Opens a modal and closes all others of this person. */
    open(user: string, content: ViewContent): View {
      const view = create(content);
      put(user, [view]);
      return view;
    },

    /** Opens a modal above the others. Returns undefined if there are too many. */
    push(user: string, content: ViewContent): View | undefined {
      const below = list(user);
      if (below.length >= DEEPEST) return undefined;
      const view = create(content, below);
      put(user, [...below, view]);
      return view;
    },

    /** Replaces the content of an open modal, found by Slack's or the app's id. Returns undefined if there is no such modal. */
    update(ids: { view_id?: string | undefined; external_id?: string | undefined }, content: ViewContent) {
      for (const [user, views] of stacks) {
        const before = views.find(({ id, external_id }) =>
          ids.view_id ? id === ids.view_id : external_id !== "" && external_id === ids.external_id,
        );
        if (!before) continue;
        const { id, previous_view_id, root_view_id } = before;
        const view = { ...content, id, hash: createHash(), previous_view_id, root_view_id };
        put(
          user,
          views.map((each) => (each === before ? view : each)),
        );
        return view;
      }
      return undefined;
    },

    /** Closes a modal and shows the modal below it. */
    close(user: string, id: string): void {
      put(
        user,
        list(user).filter((view) => view.id !== id),
      );
    },

    clear(user: string): void {
      put(user, []);
    },

    /** Calls `listener` with each later change. Returns a function that ends this. */
    subscribe(listener: (user: string, views: readonly View[]) => void): () => void {
      listeners.add(listener);
      return function unsubscribe() {
        listeners.delete(listener);
      };
    },
  };
}

export type Views = ReturnType<typeof createViews>;

/** The attributes of a view that say whose it is. */
export const VIEW_OWNER = {
  team_id: TEAM.id,
  app_id: APP.id,
  app_installed_team_id: TEAM.id,
  bot_id: APP.botId,
};

/** Formats a modal as in Slack's Web API and payloads. */
export function formatView(view: View, values: object = {}) {
  return {
    ...view,
    ...VIEW_OWNER,
    close: view.close ?? null,
    submit: view.submit ?? null,
    state: { values },
  };
}
