import { createListeners, type Feed } from "./feed.ts";

/** A function that dies returns nothing: its work is done, but its caller gets this error. */
class FunctionDied extends Error {
  override readonly name = "Runtime.ExitError";

  constructor(functionName: string) {
    const errorMessage = `${functionName} exited with error: signal: killed`;
    super(JSON.stringify({ errorType: "Runtime.ExitError", errorMessage, trace: [] }));
  }
}

const SWITCHES = ["sns-down", "slack-slow", "dynamodb-throttles", "slow-motion"] as const;

/** A fault that lasts until it is switched off. */
export type SwitchName = (typeof SWITCHES)[number];

/** A fault as the page shows it. */
export type ShownFault = { active: boolean } & (
  | { kind: "switch"; name: SwitchName }
  /** The function dies once. */
  | { kind: "once"; name: string; functionLabel: string }
);

export interface Faults {
  isOn(name: SwitchName): boolean;
  /** Whether this is every second call while the fault is on, beginning with the first. */
  isSecond(name: SwitchName): boolean;
  /** Runs a function. If it is to die at this call, it dies after its work is done. */
  run<Result>(functionName: string, call: () => Promise<Result>): Promise<Result>;
  /** Switches a fault on or off. Returns false if there is no such fault. */
  set(name: string, active: boolean): boolean;
  clear(): void;
  feed: Feed;
}

/**
 * Creates the faults that a user of the page can switch on. They take effect only where the local stack calls its
 * services.
 * @param functions the labels of the functions that can die, by name
 */
export function createFaults(functions: Readonly<Record<string, string>>): Faults {
  const { notify, subscribe } = createListeners<unknown>();
  const faults = [
    ...SWITCHES.map((name) => ({ kind: "switch" as const, name })),
    ...Object.entries(functions).map(([name, functionLabel]) => ({
      kind: "once" as const,
      name: `dies:${name}`,
      functionLabel,
    })),
  ];
  const active = new Set<string>();
  const asked = new Map<SwitchName, number>();
  const read = (): ShownFault[] => faults.map((fault) => ({ ...fault, active: active.has(fault.name) }));

  function set(name: string, isActive: boolean) {
    if (!faults.some((fault) => fault.name === name)) return false;
    if (isActive) active.add(name);
    else active.delete(name);
    notify(read());
    return true;
  }

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
