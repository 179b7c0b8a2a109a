import { changeDraw, isUnrevised } from "./change-draw.ts";
import { type Draw, drawsOf, type Has, isMailed, type Request } from "./world.ts";

/** The requests about pending work: those on the index, and those that mark claims as final or released. */
export function createPendingRequests(has: Has, mails: boolean) {
  return {
    listPending: (kind: "claims" | "all"): Request<Draw[]> => ({
      label: `list pending ${kind}`,
      run: (world) => [
        world,
        drawsOf(world).filter((draw) => draw.isPending && (kind === "all" || !draw.isFinalized)),
      ],
    }),
    markFinal: (read: Draw): Request<Draw | null> => ({
      label: `mark wins of ${read.no} final in revision ${read.revisions.length}`,
      run: changeDraw(
        read.no,
        (draw) =>
          draw.status === "drawn" && draw.id === read.id && !draw.isFinalized && isUnrevised(draw, read),
        () => ({ isFinalized: true, candidates: [] }),
      ),
    }),
    markReleased: (read: Draw): Request<Draw | null> => ({
      label: `mark claims of ${read.no} released`,
      run: changeDraw(
        read.no,
        ({ status, id }) => status === "failed" && id === read.id,
        () => ({ isFinalized: true, candidates: [] }),
      ),
    }),
    removePending: (read: Draw): Request<Draw | null> => ({
      label: `remove ${read.no} from the pending index in revision ${read.revisions.length}`,
      run: changeDraw(
        read.no,
        (draw) =>
          draw.id === read.id &&
          draw.status !== "drawing" &&
          draw.isAnnounced &&
          draw.isFinalized &&
          (!mails || has("a draw is pending until all its notices are mailed", isMailed(draw))) &&
          isUnrevised(draw, read),
        () => ({ isPending: false }),
      ),
    }),
  };
}
