/** Which items a request is about, and whether it only looks at them. */
function judge(what: string) {
  const people = /^(?:read items?|claim|release|void|make) ([\d,]+)/.exec(what)?.[1]?.split(",") ?? [];
  const draw = /(?:^| )(?:draw|to|of|fail|remove|decide) (\d+)/.exec(what)?.[1];
  const things = people.length > 0 ? people.map((person) => `person ${person}`) : [`draw ${draw ?? "1"}`];
  return { things, looks: /^(read|list|find)/.test(what) };
}

/** What two steps are called that follow each other, if they are of two processes and about the same item. */
export function nameConflict(before: string, after: string): string | undefined {
  const [who, what = ""] = before.split(": ");
  const [other, next = ""] = after.split(": ");
  if (
    who === other ||
    /^(is|recovers|passes|deletes)/.test(what) ||
    /^(is|recovers|passes|deletes)/.test(next)
  )
    return undefined;
  const [one, two] = [judge(what), judge(next)];
  const isShared = one.things.some((thing) => two.things.includes(thing));
  return isShared && !(one.looks && two.looks) ? `${before}, then ${after}` : undefined;
}
