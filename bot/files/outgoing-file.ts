/** A file that the bot sends to a person. */
export interface OutgoingFile {
  /** With its extension. */
  name: string;
  /** In plain text. */
  title: string;
  /** The message with the file, in Slack's mrkdwn. */
  comment: string;
  bytes: Buffer;
}

/** A file, or why there is none, as a sentence for the person. */
export type PreparedFile = { file: OutgoingFile } | { refusal: string };
