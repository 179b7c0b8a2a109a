import { Aws, CfnCondition, Fn, Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";

/** Chooses a value by partition during deployment, so that one template works in every region. */
export function chooseByPartition(scope: Construct, china: string, elsewhere: string): string {
  const stack = Stack.of(scope);
  const id = "IsChina";
  if (!stack.node.tryFindChild(id))
    new CfnCondition(stack, id, { expression: Fn.conditionEquals(Aws.PARTITION, "aws-cn") });
  return Fn.conditionIf(id, china, elsewhere).toString();
}
