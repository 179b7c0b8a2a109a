import { type Context, Hono } from "hono";
import { z } from "zod";
import type { createBlockAction } from "./block-actions.ts";
import type { LiveEvents } from "./live-events.ts";
import type { Occasion } from "./occasion.ts";
import { answerBadRequest, BadRequest, parseRequest } from "./page-request.ts";
import { sameOrigin } from "./same-origin.ts";
import type { createSlashCommand } from "./slash-command.ts";
import { formatTyped } from "./typed-text.ts";
import type { Workspace } from "./workspace.ts";

const who = z.object({ user: z.string(), channel: z.string() });
const typedSchema = who.extend({ text: z.string().trim().min(1).max(4000) });
const clickSchema = who.extend({ ts: z.string(), block_id: z.string(), action_id: z.string() });

interface PlaygroundDeps {
  workspace: Workspace;
  live: LiveEvents;
  sendSlashCommand: ReturnType<typeof createSlashCommand>;
  sendClick: ReturnType<typeof createBlockAction>;
}

/** What people do on the page, and what it shows. */
export function createPlayground({ workspace, live, sendSlashCommand, sendClick }: PlaygroundDeps): Hono {
  const findPerson = (id: string) => {
    const person = workspace.people.find((each) => each.id === id);
    if (!person) throw new BadRequest(`There is no user ${id}.`);
    return person;
  };

  const findOccasion = (c: Context, { user, channel: channelId }: z.infer<typeof who>): Occasion => {
    const channel = workspace.channels.find(({ id }) => id === channelId);
    if (!channel) throw new BadRequest(`There is no channel ${channelId}.`);
    return { user: findPerson(user), channel, origin: new URL(c.req.url).origin };
  };

  const app = new Hono();
  app.on("POST", "/*", sameOrigin);

  /** Text after a slash goes to the bot, all other text into the channel. */
  app.post("/command", async (c) => {
    const { text, ...where } = await parseRequest(c, typedSchema);
    const occasion = findOccasion(c, where);
    if (text.startsWith("/")) await sendSlashCommand(text, occasion);
    else workspace.post(occasion.channel.id, occasion.user.id, { text: formatTyped(text, workspace) });
    return c.json({ ok: true });
  });

  app.post("/action", async (c) => {
    const { user, channel, ...click } = await parseRequest(c, clickSchema);
    const error = await sendClick(click, findOccasion(c, { user, channel }));
    return c.json(error ? { ok: false, error } : { ok: true });
  });

  app.get("/state", (c) => c.json(live.readState(findPerson(c.req.query("user") ?? "").id)));

  app.get("/events", (c) =>
    c.body(live.openStream(findPerson(c.req.query("user") ?? "").id), 200, {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
    }),
  );

  app.onError(answerBadRequest);
  return app;
}
