import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createReadBatch } from "../dynamodb/read-batch.ts";
import { safeParse } from "../runtime/safe-parse.ts";
import { employee } from "./employee.ts";

const departmentItem = employee.pick({ employee_id: true, department: true });

export type ReadDepartments = ReturnType<typeof createReadDepartments>;

/** Creates the function that reads the departments of employees from the roster. */
export function createReadDepartments(client: DynamoDBDocumentClient, table: string) {
  const readBatch = createReadBatch(client, table, "employee_id", Object.keys(departmentItem.shape));

  /** Returns the departments by employee id. A person who has none, or is no longer on the roster, is not in the map. */
  return async function readDepartments(employeeIds: readonly string[]): Promise<Map<string, string>> {
    return new Map(
      (await readBatch(employeeIds)).flatMap((item) => {
        const { data } = safeParse(departmentItem, item);
        return data?.department ? [[data.employee_id, data.department]] : [];
      }),
    );
  };
}
