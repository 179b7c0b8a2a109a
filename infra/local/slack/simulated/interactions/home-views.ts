import { randomBytes } from "node:crypto";
import { z } from "zod";
import { viewBlocksSchema } from "../block-kit/blocks.ts";
import { VIEW_OWNER } from "./views.ts";

/** Slack's limit of one view, in characters of JSON. */
const LONGEST_VIEW = 250_000;

/** A Home tab as an app sends it. https://docs.slack.dev/reference/views/home-tab-views */
export const homeSchema = z
  .strictObject({
    type: z.literal("home"),
    blocks: viewBlocksSchema,
    private_metadata: z.string().max(3000).default(""),
    callback_id: z.string().max(255).default(""),
    external_id: z.string().max(255).default(""),
  })
  .refine((view) => JSON.stringify(view).length <= LONGEST_VIEW, "the view is too large");

type HomeContent = z.infer<typeof homeSchema>;

export interface HomeView extends HomeContent {
  id: string;
  hash: string;
}

/** Creates the published Home tabs, one for each person. They are lost when the process ends, and published again when opened. */
export function createHomeViews() {
  const views = new Map<string, HomeView>();
  const listeners = new Set<(user: string, view: HomeView) => void>();

  return {
    find: (user: string): HomeView | undefined => views.get(user),

    /** Publishes a tab. Returns undefined if it has another hash than the app expects. */
    publish(user: string, content: HomeContent, hash: string | undefined): HomeView | undefined {
      const before = views.get(user);
      if (hash !== undefined && before && hash !== before.hash) return undefined;
      const id = before?.id ?? `V${randomBytes(8).toString("hex").toUpperCase()}`;
      const view = {
        ...content,
        id,
        hash: `${Math.floor(Date.now() / 1000)}.${randomBytes(4).toString("hex")}`,
      };
      views.set(user, view);
      for (const listener of listeners) listener(user, view);
      return view;
    },

    /** Calls `listener` with each later change. Returns a function that ends this. */
    subscribe(listener: (user: string, view: HomeView) => void): () => void {
      listeners.add(listener);
      return function unsubscribe() {
        listeners.delete(listener);
      };
    },
  };
}

export type HomeViews = ReturnType<typeof createHomeViews>;

/** Formats a Home tab as in Slack's Web API and payloads. */
export function formatHomeView(view: HomeView, values: object = {}) {
  return {
    ...view,
    ...VIEW_OWNER,
    root_view_id: view.id,
    previous_view_id: null,
    title: { type: "plain_text", text: "View Title", emoji: true },
    close: null,
    submit: null,
    clear_on_close: false,
    notify_on_close: false,
    state: { values },
  };
}
