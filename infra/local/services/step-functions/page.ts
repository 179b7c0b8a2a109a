import { ApiError } from "./api-error.ts";

const DEFAULT_PAGE = 100;

export interface PageRequest {
  /** 0 means the default, as on AWS. */
  maxResults?: number | undefined;
  nextToken?: string | undefined;
}

/**
 * Returns one page of a list. The token names the last item of the page before, so it stays valid while the list grows.
 * Throws `InvalidToken` if the item no longer exists.
 */
export function readPage<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { maxResults, nextToken }: PageRequest,
): { page: Item[]; nextToken?: string } {
  const start = nextToken === undefined ? 0 : findToken(items, keyOf, nextToken);
  const page = items.slice(start, start + (maxResults || DEFAULT_PAGE));
  const last = page.at(-1);
  const isMore = last !== undefined && start + page.length < items.length;
  return { page, ...(isMore && { nextToken: Buffer.from(keyOf(last)).toString("base64url") }) };
}

function findToken<Item>(items: readonly Item[], keyOf: (item: Item) => string, token: string): number {
  const key = Buffer.from(token, "base64url").toString();
  const index = items.findIndex((item) => keyOf(item) === key);
  if (index < 0) throw new ApiError("InvalidToken", `Invalid Token: '${token}'`);
  return index + 1;
}
