/** The items of a request, and whether it only reads them. */
function parseRequest(what: string) {
  const people = /^(?:read items?|claim|release|void|finalize) ([\d,]+)/.exec(what)?.[1]?.split(",") ?? [];
  const draw = /(?:^| )(?:draw|to|of|fail|remove|decide) (\d+)/.exec(what)?.[1];
  const items = people.length > 0 ? people.map((person) => `person ${person}`) : [`draw ${draw ?? "1"}`];
  return { items, isRead: /^(read|list|find|wait|fetch)/.test(what) };
}

/** Names two consecutive steps of different processes on the same item, of which at least one writes. Otherwise undefined. */
export function nameConflict(before: string, after: string): string | undefined {
  const [who, what = ""] = before.split(": ");
  const [other, next = ""] = after.split(": ");
  if (
    who === other ||
    /^(is|recovers|passes|deletes)/.test(what) ||
    /^(is|recovers|passes|deletes)/.test(next)
  )
    return undefined;
  const [one, two] = [parseRequest(what), parseRequest(next)];
  const isShared = one.items.some((item) => two.items.includes(item));
  return isShared && !(one.isRead && two.isRead) ? `${before}, then ${after}` : undefined;
}
