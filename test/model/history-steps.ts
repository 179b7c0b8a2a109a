import type { Environment } from "./environment.ts";
import { ask } from "./program.ts";
import { type Link, type Run, receiptOf } from "./world.ts";

/** Links the draws that have ended: `extend-history.ts`, as requests. */
export function createHistorySteps({ requests, dropped, links }: Environment) {
  return function* extendHistory(): Run<Link> {
    if (!links) return [];
    const stored = yield* ask(requests.readNewestLink());
    const link = [...stored];
    for (const draw of yield* ask(requests.listAfter(stored.length))) {
      const isOver = draw.status !== "drawing" || dropped.has("a link covers only draws that have ended");
      const isNext = draw.no === link.length + 1 || dropped.has("a link covers draws in number order");
      if (!isOver || !isNext) break;
      link.push(receiptOf(draw));
    }
    if (link.length > stored.length) yield* ask(requests.advanceLink(link));
    return link;
  };
}
