import { Dashboard, GraphWidget, type IMetric, PeriodOverride } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import type { Metrics } from "./alarms.ts";
import type { Settings } from "./settings.ts";

/** Creates a dashboard with four graphs: draws and imports, requests from Slack, response time, and delivery problems. */
export function createDashboard(
  scope: Construct,
  { metrics, settings }: { metrics: Metrics; settings: Settings },
): void {
  const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 12 });
  new Dashboard(scope, "Dashboard", {
    dashboardName: settings.name,
    periodOverride: PeriodOverride.INHERIT,
    widgets: [
      [
        graph("Draws and imports", [metrics.drawsStarted, metrics.drawsFailed, metrics.importsFailed]),
        graph("Requests from Slack", [metrics.botRequests, metrics.botErrors]),
      ],
      [
        graph("Response time, p99 (ms)", [metrics.botLatency]),
        graph("Dead letters and throttles", [...Object.values(metrics.deadLetters), metrics.throttles]),
      ],
    ],
  });
}
