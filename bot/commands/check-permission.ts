import type { Texts } from "../locales/texts.ts";
import type { CommandServices } from "./command.ts";

/** Returns why a person may not use the commands of operators; undefined if they may. */
export type CheckPermission = (userId: string) => Promise<string | undefined>;

/**
 * Creates the function that decides who may use the commands of operators: configured and added operators who are members of
 * the workspace. If the list of added operators or Slack is not available, configured operators still may: a check must not
 * stop a draw.
 */
export function createCheckPermission({
  texts,
  configuredOperators,
  ledger,
  checkAccount,
}: { texts: Texts } & Pick<
  CommandServices,
  "configuredOperators" | "ledger" | "checkAccount"
>): CheckPermission {
  const isAdded = async (userId: string) =>
    (await ledger.operators.list()).some(({ user_id }) => user_id === userId);

  return async function checkPermission(userId) {
    const isConfigured = configuredOperators.has(userId);
    const [isOperator, account] = await Promise.all([isConfigured || isAdded(userId), checkAccount(userId)]);
    if (account === "external" || account === "guest") return texts.accounts[account];
    if (!isOperator) return texts.operatorsOnly;
    if (account === "member" || (account === "unknown" && isConfigured)) return undefined;
    return texts.accounts[account];
  };
}
