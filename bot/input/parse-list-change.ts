/** `add` or `remove`, and the text after it; undefined for any other text. */
export interface ListChange {
  kind: "add" | "remove";
  rest: string;
}

const KINDS: Readonly<Record<string, ListChange["kind"]>> = {
  add: "add",
  添加: "add",
  remove: "remove",
  delete: "remove",
  移除: "remove",
  删除: "remove",
};

/** Parses `add …` and `remove …`, in any case and width. */
export function parseListChange(args: string): ListChange | undefined {
  const [, word = "", rest = ""] = /^(\S+)\s*(.*)$/su.exec(args) ?? [];
  const name = word.normalize("NFKC").toLowerCase();
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  return kind && { kind, rest: rest.trim() };
}
