interface Page<Item> {
  Items?: Item[] | undefined;
  LastEvaluatedKey?: Item | undefined;
}

/**
 * Reads all pages of a query or a scan, and returns the items of each. `send` requests one page: its command contains
 * `from`, which is empty for the first page.
 */
export async function* readPages<Item = Record<string, unknown>>(
  send: (from: { ExclusiveStartKey?: Item }) => Promise<Page<Item>>,
): AsyncGenerator<Item[], void> {
  let from: { ExclusiveStartKey?: Item } = {};
  for (;;) {
    const { Items = [], LastEvaluatedKey } = await send(from);
    yield Items;
    if (!LastEvaluatedKey) return;
    from = { ExclusiveStartKey: LastEvaluatedKey };
  }
}
