import * as z from "zod";
import { employee, oneLine, slackUserId } from "../../../data/people/employee.ts";
import { createEmployeeKey } from "../../../data/people/employee-key.ts";

/** YYYYMMDD. */
const day = z.string().regex(/^\d{8}$/);

/** A person in a roster file. An empty cell means that the person does not have the attribute. */
export const rosterRow = z.strictObject({
  employee_id: oneLine.pipe(employee.shape.employee_id).refine((id) => createEmployeeKey(id) !== ""),
  employee_name: employee.shape.employee_name,
  employee_entry_date: day.optional(),
  email: z.email().optional(),
  slack_user_id: slackUserId.optional(),
  department: oneLine.pipe(z.string().min(1).max(200)).optional(),
  left_at: day.optional(),
});

export type RosterRow = z.output<typeof rosterRow>;

/** The columns that an import reads. */
export const rosterColumn = rosterRow.keyof();

export type RosterColumn = z.output<typeof rosterColumn>;

/** The columns whose cells are dates. All others are text. */
export const dateColumns = rosterColumn.extract(["employee_entry_date", "left_at"]).options;

export type DateColumn = (typeof dateColumns)[number];

export type TextColumn = Exclude<RosterColumn, DateColumn>;

/** The columns of text in which a cell may be empty. */
export const optionalTextColumns = rosterColumn.exclude([
  "employee_id",
  "employee_name",
  ...dateColumns,
]).options;
