import { quicknet } from "../../data/runtime/beacon-chain.ts";
import type { BeaconCheck } from "../../workflow/draw/verify-sealing.ts";
import { rememberGenuine } from "./remember-genuine.ts";

/** Checks signatures of quicknet's published rounds. */
export const publishedBeacon: BeaconCheck = { chain: quicknet, isGenuine: rememberGenuine };
