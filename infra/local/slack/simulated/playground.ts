import { type Context, Hono } from "hono";
import { z } from "zod";
import { BadRequest, parseRequest, respondToBadRequest } from "../../http/page-request.ts";
import { sameOrigin } from "../../http/same-origin.ts";
import { formatOrigin } from "../../http/server-names.ts";
import type { Texts } from "../../web/page/locales/texts.js";
import type { FormFiles } from "./form-files.ts";
import { actionSchema, type createBlockAction } from "./interactions/block-actions.ts";
import type { InteractionContext } from "./interactions/interaction-context.ts";
import type { createOpenHome } from "./interactions/open-home.ts";
import type { createSlashCommand } from "./interactions/slash-command.ts";
import { formatTyped } from "./interactions/typed-text.ts";
import { type createViewSubmission, submissionSchema } from "./interactions/view-submission.ts";
import type { LiveEvents } from "./live-events.ts";
import { SLACKBOT, type Workspace } from "./workspace.ts";

const who = z.object({ user: z.string(), channel: z.string() });
const typedSchema = who.extend({
  text: z.string().trim().min(1).max(4000),
  thread_ts: z.string().optional(),
});
const openingSchema = who.extend({ tab: z.enum(["home", "messages"]) });
const closingSchema = who.extend({ view_id: z.string() });

const FILES = "form-files";
/** The path to which the page sends files for forms. */
export const FORM_FILES_PATH = `/playground/${FILES}`;

interface PlaygroundDeps {
  texts: Pick<Texts, "slackbot">;
  /** The address or name at which the page listens. */
  host: string;
  workspace: Workspace;
  live: LiveEvents;
  formFiles: FormFiles;
  sendSlashCommand: ReturnType<typeof createSlashCommand>;
  sendAction: ReturnType<typeof createBlockAction>;
  viewSubmission: ReturnType<typeof createViewSubmission>;
  openHome: ReturnType<typeof createOpenHome>;
}

/** Creates the app that handles the user's actions on the page, and returns what the page shows. */
export function createPlayground(deps: PlaygroundDeps): Hono {
  const { texts, host, workspace, live, formFiles, sendSlashCommand, sendAction, viewSubmission, openHome } =
    deps;
  const findPerson = (id: string) => {
    const person = workspace.people.find((each) => each.id === id);
    if (!person) throw new BadRequest(`There is no user ${id}.`);
    return person;
  };

  const findContext = (c: Context, { user, channel: channelId }: z.infer<typeof who>): InteractionContext => {
    const channel = workspace.channels.find(({ id }) => id === channelId);
    if (!channel) throw new BadRequest(`There is no channel ${channelId}.`);
    // Slack has one address, even if the page was opened under another name of this machine: responses to clicks are sent only there.
    const { port } = new URL(c.req.url);
    return { user: findPerson(user), channel, origin: formatOrigin(host, Number(port || 80)) };
  };

  const app = new Hono();
  app.use(sameOrigin);

  // A text with a slash goes to the bot, any other text into the channel.
  app.post("/command", async (c) => {
    const { text, thread_ts, ...where } = await parseRequest(c, typedSchema);
    const context = findContext(c, where);
    const { user, channel } = context;
    if (thread_ts !== undefined && !workspace.find(channel.id, thread_ts))
      throw new BadRequest(`There is no message ${thread_ts}.`);
    if (!text.startsWith("/"))
      workspace.post(channel.id, user.id, { text: formatTyped(text, workspace), thread_ts });
    else if (thread_ts === undefined) await sendSlashCommand(text, context);
    else {
      const [command = ""] = formatTyped(text, workspace).split(/\s/);
      const refusal = texts.slackbot.notInThreads(command);
      workspace.post(channel.id, SLACKBOT.id, { text: refusal, thread_ts }, user.id);
    }
    return c.json({ ok: true });
  });

  app.post("/action", async (c) => {
    const action = await parseRequest(c, who.extend(actionSchema.shape));
    const error = await sendAction(action, findContext(c, action));
    return c.json(error ? { ok: false, error } : { ok: true });
  });

  app.post("/submission", async (c) => {
    const submission = await parseRequest(c, who.extend(submissionSchema.shape));
    return c.json(await viewSubmission.submit(submission, findContext(c, submission)));
  });

  app.post("/closing", async (c) => {
    const { view_id, ...where } = await parseRequest(c, closingSchema);
    await viewSubmission.close(view_id, findContext(c, where));
    return c.json({ ok: true });
  });

  app.post("/home", async (c) => {
    const { tab, ...where } = await parseRequest(c, openingSchema);
    await openHome(tab, findContext(c, where));
    return c.json({ ok: true });
  });

  // A file for a form. Slack, too, takes it as soon as it is chosen.
  app.post(`/${FILES}`, async (c) => {
    const { id } = findPerson(c.req.query("user") ?? "");
    const name = c.req.query("name") ?? "";
    if (name === "") throw new BadRequest("The file has no name.");
    const file = formFiles.add(id, name, Buffer.from(await c.req.arrayBuffer()));
    return c.json({ ok: true, id: file.id });
  });

  // Slack, too, lets people download only the files of messages that they can see.
  app.get("/files/:id", (c) => {
    const file = workspace.findFile(c.req.param("id"), findPerson(c.req.query("user") ?? "").id);
    if (!file) return c.text("Not Found", 404);
    return c.body(Buffer.from(file.content, "base64"), 200, {
      "content-type": file.mimetype,
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    });
  });

  app.get("/state", (c) => c.json(live.readState(findPerson(c.req.query("user") ?? "").id)));

  app.get("/events", (c) => live.openStream(c, findPerson(c.req.query("user") ?? "").id));

  app.onError(respondToBadRequest);
  return app;
}
