import { type Draw, drawsOf, type Has, type Link, type Request } from "./world.ts";

/** The requests about the newest link of the history. */
export function createHistoryRequests(has: Has) {
  return {
    readNewestLink: (): Request<Link> => ({
      label: "read the newest link",
      run: (world) => [world, world.newestLink],
    }),
    listAfter: (no: number): Request<Draw[]> => ({
      label: `list draws after ${no}`,
      run: (world) => [world, drawsOf(world).filter((draw) => draw.no > no)],
    }),
    advanceLink: (link: Link): Request<null> => ({
      label: `store the link ${link.join("; ")}`,
      run: (world) => {
        const isNewer = link.length > world.newestLink.length;
        return has("the newest link is replaced only by a newer one", isNewer)
          ? [{ ...world, newestLink: link }, null]
          : [world, null];
      },
    }),
  };
}
