import { DeleteCommand, type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";

/** Single items of a table whose key is the employee id, with all their attributes. They may be malformed. */
export function createItemsByEmployee(client: DynamoDBDocumentClient, table: string) {
  return {
    /** Returns the item of an employee. */
    async read(employee_id: string): Promise<Record<string, unknown> | undefined> {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: { employee_id }, ConsistentRead: true }),
      );
      return Item;
    },

    /** Deletes the item of an employee, if there is one. */
    async remove(employee_id: string): Promise<void> {
      await client.send(new DeleteCommand({ TableName: table, Key: { employee_id } }));
    },
  };
}
