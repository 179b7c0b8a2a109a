import type { Viewer } from "../home/find-viewer.ts";
import type { HomeContent } from "../home/read-home.ts";
import type { Obstacle, OwnWin, Standing } from "../home/read-standing.ts";
import type { Texts } from "../locales/texts.ts";
import { fillSections } from "./message.ts";
import { escapeMrkdwn, formatStoredTime } from "./mrkdwn.ts";

function explainObstacle(obstacle: Obstacle | undefined, { home }: Texts): string {
  return obstacle ? home.obstacles[obstacle.outcome](obstacle) : home.canWin;
}

function formatWin({ drawNo, prize, wonAt, earlierCampaign }: OwnWin, { home }: Texts): string {
  return home.win({
    drawNo,
    prize: prize === undefined ? undefined : escapeMrkdwn(prize),
    time: wonAt === undefined ? undefined : formatStoredTime(wonAt),
    earlierCampaign: earlierCampaign === undefined ? undefined : escapeMrkdwn(earlierCampaign),
  });
}

function formatWins({ wins, more }: Standing, texts: Texts): string[] {
  if (wins.length === 0) return [texts.home.noWins];
  return [
    texts.home.wins,
    ...wins.map((win) => formatWin(win, texts)),
    ...(more > 0 ? [texts.home.moreWins(more)] : []),
  ];
}

function explainNotFound(viewer: Exclude<Viewer, { kind: "found" }>, texts: Texts): string {
  switch (viewer.kind) {
    case "unknown":
      return texts.home.notOnRoster;
    case "not searched":
      return texts.home.notSearched;
    case "several":
      return texts.home.severalEntries(viewer.employeeIds.map(escapeMrkdwn).join(texts.listSeparator));
  }
}

/** What the tab says about its reader, as texts of sections. */
export function formatStanding(
  { viewer, standing }: Pick<HomeContent, "viewer" | "standing">,
  texts: Texts,
): string[] {
  if (!viewer) return [texts.home.unreadable];
  if (viewer.kind !== "found") return [explainNotFound(viewer, texts)];
  const { employee_name, employee_id } = viewer.employee;
  const name = texts.home.onRoster(`*${escapeMrkdwn(employee_name)}* (${escapeMrkdwn(employee_id)})`);
  const lines = standing
    ? [`${name} ${explainObstacle(standing.obstacle, texts)}`, ...formatWins(standing, texts)]
    : [name, texts.home.unreadable];
  return fillSections(lines).sections;
}
