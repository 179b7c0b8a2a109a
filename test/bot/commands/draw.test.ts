import { expect, test } from "vitest";
import { openRegistry } from "./open-registry.ts";

test("a draw says that it is sealed first, and drawn about 15 seconds later, if draws are sealed", async () => {
  await using sealed = await openRegistry("en", undefined, { isSealed: true });
  expect((await sealed.respond("draw 2 AirPods")).text).toBe(
    "Sealing the draw of 2 winners for *AirPods*. I will post the seal in this channel now, then draw and announce the result about 15 seconds later.",
  );
});
