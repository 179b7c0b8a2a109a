import type { ExportedDraw } from "../../workflow/draw/exported-draw.ts";
import { type FollowedPosition, followPositions } from "../../workflow/draw/follow-positions.ts";
import { namePeople } from "../../workflow/draw/name-people.ts";
import type { Texts } from "../locales/texts.ts";
import { button, context, fillSections, type Message, section } from "./message.ts";
import { escapeMrkdwn } from "./mrkdwn.ts";

export const POSITIONS_BUTTON = "lottery_verify_positions";

const POSITIONS_PER_MESSAGE = 40;

function formatFound({ visited, lostTo, cancelledBy, since }: FollowedPosition, { verify }: Texts): string {
  const found = lostTo ? verify.lost(lostTo.drawNo) : verify.outcomes[visited.outcome](visited);
  return [
    found,
    since === undefined ? "" : verify.since[since],
    cancelledBy === undefined ? "" : verify.cancelledBy(cancelledBy),
  ].join("");
}

/**
 * Lists the positions that were visited, each with its person and outcome, after the facts that determine their order.
 * `from` is the first one listed, from 0.
 */
export function formatPositions(draw: ExportedDraw, from: number, texts: Texts): Message {
  const people = namePeople(draw);
  const positions = followPositions(draw).flat();
  const title = texts.verify.positionsTitle(draw.draw_no);
  const order = texts.verify.order({
    seed: draw.seed,
    rosterSize: draw.roster_size,
    visited: positions.length,
    round: draw.seals.at(-1)?.round,
  });
  const lines = positions.slice(from, from + POSITIONS_PER_MESSAGE).map((followed, i) => {
    const { lottery_serial, person } = followed.visited;
    const { employee_name = texts.erasedPerson } = people.get(person ?? "") ?? {};
    const name = person === undefined ? "" : escapeMrkdwn(employee_name);
    const who = followed.cancelledBy === undefined ? name : `~${name}~`;
    return [`${from + i + 1}. №${lottery_serial}`, ...(who ? [who] : []), formatFound(followed, texts)].join(
      " · ",
    );
  });
  const { sections, taken } = fillSections(lines);
  const next = from + taken;
  return {
    text: [title, ...sections].join("\n"),
    blocks: [
      section(title),
      context(order),
      ...sections.map(section),
      ...(next < positions.length
        ? [button(POSITIONS_BUTTON, texts.verify.morePositions, `${draw.draw_no}:${next}`)]
        : []),
    ],
  };
}
