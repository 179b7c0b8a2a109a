/** A thread of `read-images.ts`. An error ends it, and fails the reading. */
import { parentPort } from "node:worker_threads";
import { readStored } from "./read-stored.ts";

parentPort?.on("message", (folder: string) => parentPort?.postMessage(readStored(folder)));
