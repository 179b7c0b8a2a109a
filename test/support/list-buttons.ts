/** The buttons of a message, each with its action id and its value. */
export function listButtons({ blocks }: { blocks: readonly unknown[] }): (string | undefined)[][] {
  return [...JSON.stringify(blocks).matchAll(/"action_id":"(\w+)".*?"value":"([^"]*)"/g)].map(
    ([, id, value]) => [id, value],
  );
}
