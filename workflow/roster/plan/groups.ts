export type Groups = ReturnType<typeof createGroups>;

/** Ids in groups: every id is alone until it is connected with another one. */
export function createGroups() {
  const parentOf = new Map<string, string>();
  const sizeOf = new Map<string, number>();
  /** Returns the id that represents the group of an id. */
  const find = (id: string): string => {
    let root = id;
    for (let parent = parentOf.get(root); parent !== undefined; parent = parentOf.get(root)) root = parent;
    if (root !== id) parentOf.set(id, root);
    return root;
  };
  return {
    find,
    connect(one: string, other: string): void {
      const [root, second] = [find(one), find(other)];
      if (root === second) return;
      const [size, secondSize] = [sizeOf.get(root) ?? 1, sizeOf.get(second) ?? 1];
      const [large, small] = size < secondSize ? [second, root] : [root, second];
      parentOf.set(small, large);
      sizeOf.set(large, size + secondSize);
    },
    /** Returns how many ids are in the group of an id. */
    countGroup: (id: string): number => sizeOf.get(find(id)) ?? 1,
  };
}
