declare module "dynalite" {
  import type { Server } from "node:http";

  interface DynaliteOptions {
    /** A folder that keeps the tables; without it they are kept in memory. */
    path?: string;
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  }

  /** A server that is not listening yet. Closing it closes its database too. */
  export default function dynalite(options?: DynaliteOptions): Server;
}
