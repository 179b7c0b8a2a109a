/** A part of what the inspector shows: its current state, and each change. */
export interface Feed {
  /** The page's name for it. */
  name: string;
  /** Returns the current state. */
  read(): unknown;
  /** Calls `listener` with each later change. Returns a function that ends this. */
  subscribe(listener: (change: unknown) => void): () => void;
}

/** Creates the list of a feed's listeners. */
export function createListeners<Change>() {
  const listeners = new Set<(change: Change) => void>();
  return {
    /** Whether there are any, so that a change without listeners need not be computed. */
    hasListeners: () => listeners.size > 0,
    notify(change: Change) {
      for (const listener of listeners) listener(change);
    },
    subscribe(listener: (change: Change) => void) {
      listeners.add(listener);
      return function unsubscribe() {
        listeners.delete(listener);
      };
    },
  };
}
