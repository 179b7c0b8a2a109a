/** Something of the inside that the page shows: all of it at once, and each change as it comes. */
export interface Feed {
  /** The word by which the page knows it. */
  name: string;
  /** What stands now. */
  read(): unknown;
  /** Tells of each change from now on; the answer ends it. */
  subscribe(listener: (change: unknown) => void): () => void;
}

/** Those who listen to one feed. */
export function createListeners<Change>() {
  const listeners = new Set<(change: Change) => void>();
  return {
    /** Whether anybody listens: what nobody hears need not be worked out. */
    hasListeners: () => listeners.size > 0,
    notify(change: Change) {
      for (const listener of listeners) listener(change);
    },
    subscribe(listener: (change: Change) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
