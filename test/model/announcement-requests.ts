import { changeDraw, isUnrevised } from "./change-draw.ts";
import { type Draw, type Has, type Person, type Request, unmailed } from "./world.ts";

/** The requests of callbacks: conditional writes about announcements and notices, and requests to SNS and Slack. */
export function createAnnouncementRequests(has: Has) {
  const isUnmailed = (draw: Draw, revision: number) =>
    draw.status === "drawn" && unmailed(draw).includes(revision);

  return {
    beginAnnouncing: (read: Pick<Draw, "no" | "id">, now: number): Request<Draw | null> => ({
      label: `begin to announce ${read.no} at ${now}`,
      run: changeDraw(
        read.no,
        ({ status, id, isAnnounced, announcingSince }) =>
          id === read.id &&
          status !== "drawing" &&
          !isAnnounced &&
          has("one callback at a time may post", announcingSince === null || announcingSince < now),
        ({ attempts }) => ({ announcingSince: now, attempts: attempts + 1 }),
      ),
    }),
    abandonAnnouncing: (read: Draw): Request<Draw | null> => ({
      label: `abandon announcing ${read.no} at attempt ${read.attempts}`,
      run: changeDraw(
        read.no,
        (draw) =>
          draw.id === read.id &&
          draw.status !== "drawing" &&
          !draw.isAnnounced &&
          draw.attempts === read.attempts,
        () => ({ announcingSince: null }),
      ),
    }),
    markAnnounced: (read: Draw, hasMessage: boolean): Request<Draw | null> => ({
      label: `mark ${read.no} announced in revision ${read.revisions.length}${hasMessage ? " by a message" : ""}`,
      run: changeDraw(
        read.no,
        (draw) => draw.id === read.id && draw.status !== "drawing" && isUnrevised(draw, read),
        (draw) => ({ isAnnounced: true, announcingSince: null, hasMessage: draw.hasMessage || hasMessage }),
      ),
    }),
    keepMessage: (read: Draw): Request<Draw | null> => ({
      label: `keep the message of ${read.no}`,
      run: changeDraw(
        read.no,
        ({ id, status }) => id === read.id && status !== "drawing",
        () => ({ hasMessage: true }),
      ),
    }),
    markMailed: (read: Pick<Draw, "no" | "id">, revision: number): Request<Draw | null> => ({
      label: `mark notice ${revision} of ${read.no} mailed`,
      run: changeDraw(
        read.no,
        (draw) => draw.id === read.id && isUnmailed(draw, revision),
        ({ mailed }) => ({ mailed: [...mailed, revision].sort((a, b) => a - b) }),
      ),
    }),
    beginMailing: (read: Draw, revision: number, now: number, held: number | null): Request<Draw | null> => ({
      label: `begin to mail notice ${revision} of ${read.no} at ${now}${held === null ? "" : ` after turn ${held}`}`,
      run: changeDraw(
        read.no,
        (draw) =>
          draw.id === read.id &&
          isUnmailed(draw, revision) &&
          has(
            "one callback at a time may publish",
            draw.mailing === null || draw.mailing.since < now || draw.mailing.turn === held,
          ),
        ({ mailing }) => ({ mailing: { revision, since: now, turn: (mailing?.turn ?? 0) + 1 } }),
      ),
    }),
    publish: (execution: string): Request<null> => ({
      label: `publish the notice of ${execution}`,
      run: (world) => [{ ...world, mails: [...world.mails, execution] }, null],
    }),
    find: (topic: string): Request<boolean> => ({
      label: `search for ${topic}`,
      run: (world) => [world, world.posts.some((post) => post.topic === topic)],
    }),
    post: (topic: string, people: readonly Person[]): Request<null> => ({
      label: `post ${topic} for ${people}`,
      run: (world) => [{ ...world, posts: [...world.posts, { topic, people }] }, null],
    }),
    updatePost: (topic: string, people: readonly Person[]): Request<null> => ({
      label: `update ${topic} for ${people}`,
      run: (world) => [
        { ...world, posts: world.posts.map((post) => (post.topic === topic ? { topic, people } : post)) },
        null,
      ],
    }),
    reportFailure: (): Request<null> => ({ label: "report the failure", run: (world) => [world, null] }),
  };
}
