/** The region that the local stack simulates. */
export const REGION = "us-east-1";
const ACCOUNT = "000000000000";

export const PARTITION = "aws";
export const stateMachineArn = `arn:${PARTITION}:states:${REGION}:${ACCOUNT}:stateMachine:Lottery`;
export const rosterMachineArn = `${stateMachineArn}Roster`;
export const topicArn = `arn:${PARTITION}:sns:${REGION}:${ACCOUNT}:Lottery-Notification`;

export function formatFunctionArn(name: string): string {
  return `arn:${PARTITION}:lambda:${REGION}:${ACCOUNT}:function:${name}`;
}
