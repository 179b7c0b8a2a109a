import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createVisitLog } from "../../data/people/visit-log.ts";
import { visitedPosition } from "../draw/eligibility.ts";

export type VisitLog = ReturnType<typeof openVisitLog>;

/** The visit log in the table of draws. Its items have the outcomes of `eligibility.ts`. */
export function openVisitLog(client: DynamoDBDocumentClient, table: string) {
  return createVisitLog(client, table, visitedPosition);
}
