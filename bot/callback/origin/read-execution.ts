import { DescribeExecutionCommand, type SFNClient } from "@aws-sdk/client-sfn";

/** The errors for a name that no execution has, or that none can have: names come from records, which may be forged. */
const UNKNOWN = new Set(["ExecutionDoesNotExist", "InvalidArn", "ValidationException"]);

/** What Step Functions knows about an execution. */
export interface Execution {
  /** JSON. */
  input: string;
  /** JSON, if it has succeeded. */
  output?: string | undefined;
  /** If it has failed. */
  error?: string | undefined;
}

export type ReadExecution = ReturnType<typeof createReadExecution>;

/** Creates the function that asks Step Functions for executions of one state machine. */
export function createReadExecution(client: SFNClient, stateMachineArn: string) {
  const prefix = stateMachineArn.replace(":stateMachine:", ":execution:");

  /**
   * Returns the execution with this name; undefined if the state machine has none. AWS deletes executions 90 days after
   * their end. Throws the error of Step Functions if it does not say.
   */
  return async function readExecution(name: string): Promise<Execution | undefined> {
    try {
      const described = await client.send(
        new DescribeExecutionCommand({ executionArn: `${prefix}:${name}` }),
      );
      // A name from a forged record can contain the ARN's separators.
      if (described.stateMachineArn !== stateMachineArn || described.name !== name) return undefined;
      const { input = "", output, error } = described;
      return { input, output, error };
    } catch (error) {
      if (error instanceof Error && UNKNOWN.has(error.name)) return undefined;
      throw error;
    }
  };
}
