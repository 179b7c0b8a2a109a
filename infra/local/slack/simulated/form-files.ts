import { randomBytes } from "node:crypto";

/** A file that a person has put into a form. */
export interface FormFile {
  id: string;
  name: string;
  user: string;
  bytes: Buffer;
}

/** Older files are forgotten. */
const KEPT = 20;

/** The path of the URLs at which the app downloads files, with its token. */
export const DOWNLOAD_PATH = "/slack/files/";

/** Formats a file as in `files.info`. `origin` is Slack's own address. */
export function formatFormFile({ id, name, user, bytes }: FormFile, origin: string) {
  const address = `${origin}${DOWNLOAD_PATH}${id}/${encodeURIComponent(name)}`;
  return {
    id,
    name,
    title: name,
    filetype: name.split(".").at(-1)?.toLowerCase() ?? "",
    user,
    size: bytes.length,
    mode: "hosted",
    is_external: false,
    url_private: address,
    url_private_download: address,
  };
}

/** Creates the files that people put into forms. They are lost when the process ends. */
export function createFormFiles() {
  const files = new Map<string, FormFile>();
  return {
    add(user: string, name: string, bytes: Buffer): FormFile {
      const file = { id: `F0${randomBytes(5).toString("hex").toUpperCase()}`, name, user, bytes };
      files.set(file.id, file);
      const [oldest] = files.keys();
      if (files.size > KEPT && oldest) files.delete(oldest);
      return file;
    },
    find: (id: string): FormFile | undefined => files.get(id),
  };
}

export type FormFiles = ReturnType<typeof createFormFiles>;
