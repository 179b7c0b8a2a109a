import type { Texts } from "../locales/texts.ts";
import type { CommandServices } from "./command.ts";

/** Returns why a person may not use the commands of operators; undefined if they may. */
export type CheckPermission = (userId: string) => Promise<string | undefined>;

/**
 * Creates the function that says whether a person is on one of the lists of operators. It does not ask Slack about the
 * account, so this may only decide what a message shows.
 */
export function createIsListed({
  configuredOperators,
  ledger,
}: Pick<CommandServices, "configuredOperators" | "ledger">) {
  return async function isListed(userId: string): Promise<boolean> {
    if (configuredOperators.has(userId)) return true;
    return (await ledger.operators.list()).some(({ user_id }) => user_id === userId);
  };
}

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
  const isListed = createIsListed({ configuredOperators, ledger });

  return async function checkPermission(userId) {
    const isConfigured = configuredOperators.has(userId);
    const [isOperator, account] = await Promise.all([isListed(userId), checkAccount(userId)]);
    if (account === "external" || account === "guest") return texts.accounts[account];
    if (!isOperator) return texts.operatorsOnly;
    if (account === "member" || (account === "unknown" && isConfigured)) return undefined;
    return texts.accounts[account];
  };
}
