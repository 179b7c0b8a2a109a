import { randomBytes } from "node:crypto";
import { TEAM } from "../workspace.ts";

/** ms within which an app may open a modal. */
const LIFETIME = 3_000;
/** Older triggers are invalid. */
const KEPT = 1_000;

/** Creates the ids of recent interactions. For each of them, an app may open one modal. */
export function createTriggers({ now = Date.now }: { now?: () => number } = {}) {
  const open = new Map<string, { user: string; expires: number; isUsed: boolean }>();
  return {
    create(user: string): string {
      const id = `${now()}.${TEAM.id}.${randomBytes(16).toString("hex")}`;
      open.set(id, { user, expires: now() + LIFETIME, isUsed: false });
      const [oldest] = open.keys();
      if (open.size > KEPT && oldest) open.delete(oldest);
      return id;
    },

    /** Returns the person for whom a modal may be opened, or Slack's error code. */
    use(id: string): { ok: true; user: string } | { ok: false; error: string } {
      const trigger = open.get(id);
      if (!trigger) return { ok: false, error: "invalid_trigger_id" };
      if (trigger.isUsed) return { ok: false, error: "exchanged_trigger_id" };
      if (trigger.expires <= now()) return { ok: false, error: "expired_trigger_id" };
      trigger.isUsed = true;
      return { ok: true, user: trigger.user };
    },
  };
}

export type Triggers = ReturnType<typeof createTriggers>;
