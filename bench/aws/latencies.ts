/**
 * The assumed latencies of calls on AWS, in ms, in the region of the stack. docs/performance.md names the sources and
 * what is not included. The start of a function is measured, not assumed.
 */
export const latencies = {
  /** Any request to DynamoDB. */
  dynamoDb: 5,
  /** From one state to the next. Starting an execution counts as one. */
  transition: 25,
  /** From publishing a message to the call of the subscribed function. */
  sns: 50,
  /** A call of Slack's Web API over the internet. */
  slack: 150,
} as const;
