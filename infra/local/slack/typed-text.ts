import type { Workspace } from "./workspace.ts";

/**
 * What somebody typed, as Slack passes it on: `&`, `<` and `>` escaped; `@max` and `<@U0MEMBER>` become
 * `<@U0MEMBER|max>`, `#lottery` becomes `<#C0LOTTERY|lottery>`, addresses become links.
 */
export function formatTyped(text: string, { people, channels }: Workspace): string {
  const person = (name: string) => people.find((each) => each.name === name || each.id === name);
  const channel = (name: string) => channels.find((each) => each.name === name || each.id === name);
  return text.replaceAll(
    /<@(\w+)(?:\|[^<>]*)?>|<#(\w+)(?:\|[^<>]*)?>|(?<![\w@])@(\w[\w.-]*\w)|(?<![\w#])#([\w-]+)|https?:\/\/[^\s<>|]+|[&<>]/g,
    (match, userId?: string, channelId?: string, userName?: string, channelName?: string) => {
      const user = person(userId ?? userName ?? "");
      if (user) return `<@${user.id}|${user.name}>`;
      const room = channel(channelId ?? channelName ?? "");
      if (room) return `<#${room.id}|${room.name}>`;
      const escaped = match.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
      return match.startsWith("http") ? `<${escaped}>` : escaped;
    },
  );
}
