import { createListeners, type Feed } from "./feed.ts";

/** What dies takes its answer along: the work is done, and nobody hears of it. */
class FunctionDied extends Error {
  override readonly name = "Runtime.ExitError";

  constructor(functionName: string) {
    const errorMessage = `${functionName} exited with error: signal: killed`;
    super(JSON.stringify({ errorType: "Runtime.ExitError", errorMessage, trace: [] }));
  }
}

const SWITCHES = [
  { name: "sns-down", label: "SNS down", explanation: "SNS answers every notification with 503." },
  {
    name: "slack-slow",
    label: "Slack slow",
    explanation: "Every second answer of Slack’s API comes six seconds late.",
  },
  {
    name: "dynamodb-throttles",
    label: "DynamoDB throttles",
    explanation: "DynamoDB refuses every second request.",
  },
  {
    name: "slow-motion",
    label: "Slow motion",
    explanation: "Every task of the state machine takes a second longer, so that it can be watched.",
  },
] as const;

type Switch = (typeof SWITCHES)[number]["name"];

export interface Faults {
  isOn(name: Switch): boolean;
  /** The same for every second time that it is asked. */
  isSecond(name: Switch): boolean;
  /** Runs a function; where it is to die at its next call it does so when its work is done. */
  run<Result>(functionName: string, call: () => Promise<Result>): Promise<Result>;
  /** Whether there was such a fault. */
  set(name: string, active: boolean): boolean;
  clear(): void;
  feed: Feed;
}

/**
 * The faults that a visitor may switch on; `functions` are those that may die, with what people call them. They
 * act where the local stack touches its services, nowhere else.
 */
export function createFaults(functions: Readonly<Record<string, string>>): Faults {
  const { notify, subscribe } = createListeners<unknown>();
  const faults = [
    ...SWITCHES.map((each) => ({ ...each, kind: "switch" as const })),
    ...Object.entries(functions).map(([name, label]) => ({
      name: `dies:${name}`,
      label: `${label} dies`,
      explanation: `${label} dies at its next call, with its work done and not answered.`,
      kind: "once" as const,
    })),
  ];
  const active = new Set<string>();
  const asked = new Map<Switch, number>();
  const read = () => faults.map((fault) => ({ ...fault, active: active.has(fault.name) }));

  const set = (name: string, isActive: boolean) => {
    if (!faults.some((fault) => fault.name === name)) return false;
    if (isActive) active.add(name);
    else active.delete(name);
    notify(read());
    return true;
  };

  return {
    isOn: (name) => active.has(name),
    isSecond(name) {
      if (!active.has(name)) return false;
      const times = (asked.get(name) ?? 0) + 1;
      asked.set(name, times);
      return times % 2 === 1;
    },
    async run(functionName, call) {
      const name = `dies:${functionName}`;
      const dies = active.has(name);
      if (dies) set(name, false);
      const result = await call();
      if (dies) throw new FunctionDied(functionName);
      return result;
    },
    set,
    clear() {
      active.clear();
      notify(read());
    },
    feed: { name: "faults", read, subscribe },
  };
}
