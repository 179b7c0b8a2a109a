/** The reason of a wait: the called service, or the start of a function. */
export type WaitKind = "transition" | "start" | "dynamodb" | "stepFunctions" | "sns" | "slack";

/** One wait, by the clock of `performance.now()`. */
export interface Wait {
  /** The function that waits, or the state machine. */
  part: string;
  kind: WaitKind;
  what: string;
  begin: number;
  end: number;
}

/** Creates a recorder of the waits of a draw. */
export function createTimeline() {
  let waits: Wait[] = [];
  return {
    /** Runs `act` and records its time. */
    async record<Result>(wait: Omit<Wait, "begin" | "end">, act: () => Promise<Result>): Promise<Result> {
      const begin = performance.now();
      try {
        return await act();
      } finally {
        waits.push({ ...wait, begin, end: performance.now() });
      }
    },

    /** Returns the waits since the last call. */
    take(): Wait[] {
      const taken = waits;
      waits = [];
      return taken;
    },
  };
}
