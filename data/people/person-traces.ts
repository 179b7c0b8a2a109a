import * as z from "zod";
import { employeeId, lotterySerial } from "./employee.ts";

/** What finds a person in stored data. */
export const personTraces = z.object({
  employee_id: employeeId,
  /** All names that are stored with the id. */
  names: z.array(z.string()),
  slack_user_ids: z.array(z.string()),
  /** The serial on the roster. */
  lottery_serial: lotterySerial.optional(),
});

export type PersonTraces = z.output<typeof personTraces>;
