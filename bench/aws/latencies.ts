/**
 * What a call takes on AWS, in ms, in the region of the stack. docs/performance.md names the sources and what is left
 * out. How long a function needs to start is measured, not assumed.
 */
export const latencies = {
  /** A request to DynamoDB, whatever its operation. */
  dynamoDb: 5,
  /** From one state to the next. Starting an execution counts as one. */
  transition: 25,
  /** From publishing a message to the call of the subscribed function. */
  sns: 50,
  /** A call of Slack's Web API, over the internet. */
  slack: 150,
} as const;
