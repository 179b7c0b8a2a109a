import { z } from "zod";
import { type FormFiles, formatFormFile } from "../form-files.ts";
import type { Uploads } from "../uploads.ts";
import { APP, formatMessage, type Workspace } from "../workspace.ts";
import { json, parseArguments, SlackError } from "./arguments.ts";
import type { Method } from "./methods.ts";

/** Slack's limit for one file, in bytes. */
const LARGEST_FILE = 1_000_000_000;

const announcedFile = z.object({
  filename: z.string().min(1),
  length: z.coerce.number().int().min(1),
});

const completedUpload = z.object({
  files: json(z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1)),
  /** A channel or a direct message. A person's id is refused here: https://github.com/slackapi/bolt-js/issues/2115 */
  channel_id: z.string().regex(/^[CGDZ][A-Z0-9]+$/),
  initial_comment: z.string().optional(),
});

/** Creates the methods for direct messages and files. The page shows a direct message in the first channel, to one person. */
export function createFileMethods({
  workspace,
  uploads,
  formFiles,
}: {
  workspace: Workspace;
  uploads: Uploads;
  formFiles: FormFiles;
}): Record<string, Method> {
  const directMessageOf = (user: string) => user.replace(/^./, "D");

  /** Finds where the app may share a file: a channel that it has joined, or a direct message. */
  const findDestination = (id: string) => {
    const [first] = workspace.channels;
    const person = workspace.people.find((each) => directMessageOf(each.id) === id);
    if (person && first) return { shownIn: first.id, visibleTo: person.id };
    if (!workspace.channels.some((each) => each.id === id)) throw new SlackError("channel_not_found");
    if (!workspace.membership.hasJoined(id)) throw new SlackError("not_in_channel");
    return { shownIn: id, visibleTo: undefined };
  };

  return {
    "conversations.open": (args) => {
      const { users } = parseArguments(z.object({ users: z.string().optional() }), args);
      const [id, ...others] = (users ?? "").split(",").filter(Boolean);
      if (id === undefined) throw new SlackError("users_list_not_supplied");
      // The app's scopes do not include conversations with several people.
      if (others.length > 0) throw new SlackError("missing_scope");
      if (!workspace.people.some((person) => person.id === id)) throw new SlackError("user_not_found");
      return { channel: { id: directMessageOf(id) } };
    },

    "files.info": (args, origin) => {
      const file = formFiles.find(parseArguments(z.object({ file: z.string().min(1) }), args).file);
      if (!file) throw new SlackError("file_not_found");
      return { file: formatFormFile(file, origin) };
    },

    "files.getUploadURLExternal": (args, origin) => {
      const { filename, length } = parseArguments(announcedFile, args);
      if (length > LARGEST_FILE) throw new SlackError("file_upload_size_restricted");
      const { id, path } = uploads.begin(filename, length);
      return { upload_url: origin + path, file_id: id };
    },

    "files.completeUploadExternal": (args) => {
      const { files, channel_id, initial_comment = "" } = parseArguments(completedUpload, args);
      const { shownIn, visibleTo } = findDestination(channel_id);
      const shared = files.map(({ id, title }) => {
        const file = uploads.complete(id, title);
        if (!file) throw new SlackError("file_not_found");
        return file;
      });
      const content = { text: initial_comment, files: shared, isDirect: visibleTo !== undefined };
      return { files: formatMessage(workspace.post(shownIn, APP.userId, content, visibleTo)).files };
    },
  };
}
