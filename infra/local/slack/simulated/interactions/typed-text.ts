import type { Person, Workspace } from "../workspace.ts";

const WORD = "[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}._'’-]*[\\p{L}\\p{M}\\p{N}_])?";
/** What Slack rewrites: a person or a channel by id, a person by name, a channel by name, a URL, and escaped characters. */
const TYPED = new RegExp(
  `<@(\\w+)(?:\\|[^<>]*)?>|<#(\\w+)(?:\\|[^<>]*)?>|(?<![\\w@])[@＠](${WORD}(?: ${WORD}){0,3})|(?<![\\w#])#([\\w-]+)|https?://[^\\s<>|]+|[&<>]`,
  "gu",
);

const fold = (name: string) => name.normalize("NFKC").toLowerCase();

/** Finds the person whose handle or full name the words after an `@` begin with. Returns the person and the rest of the text. */
function findPerson(words: string, people: readonly Person[]): { person: Person; rest: string } | undefined {
  const parts = words.split(" ");
  const candidates = [
    ...parts.map((_, at) => parts.slice(0, parts.length - at).join(" ")),
    // A handle may be followed by Chinese text without a space.
    /^[\w.-]+(?=\p{Script=Han})/u.exec(words)?.[0] ?? "",
  ];
  for (const candidate of candidates) {
    const person = people.find(({ name, real_name }) =>
      [name, real_name].map(fold).includes(fold(candidate)),
    );
    if (person) return { person, rest: words.slice(candidate.length) };
  }
  return undefined;
}

/**
 * Formats a typed text as Slack sends it: `&`, `<` and `>` are escaped; `@max`, `@Max Member` and `<@U0MEMBER>` become
 * `<@U0MEMBER|max>`, `#lottery` becomes `<#C0LOTTERY|lottery>`, and URLs become links.
 */
export function formatTyped(text: string, { people, channels }: Workspace): string {
  return text.replaceAll(
    TYPED,
    (match, userId?: string, channelId?: string, userName?: string, channelName?: string) => {
      const byId = people.find(({ id }) => id === userId);
      const { person, rest = "" } = byId ? { person: byId } : (findPerson(userName ?? "", people) ?? {});
      if (person) return `<@${person.id}|${person.name}>${rest}`;
      const channel = channels.find(({ id, name }) => id === channelId || name === channelName);
      if (channel) return `<#${channel.id}|${channel.name}>`;
      const escaped = match.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
      return match.startsWith("http") ? `<${escaped}>` : escaped;
    },
  );
}
