import { expect, test } from "vitest";
import { createPrepareDraw } from "../../../bot/files/prepare-draw.ts";
import { locales } from "../../../bot/locales/locales.ts";
import { quicknet } from "../../../data/runtime/beacon-chain.ts";
import { exportedDraw } from "../../../workflow/draw/exported-draw.ts";
import { verifyDraw } from "../../../workflow/draw/verify-draw.ts";
import { startLottery } from "../../support/start-lottery.ts";

test("the file with the record of a draw can be verified, and a draw that has not ended has none", async () => {
  await using lottery = await startLottery();
  await lottery.draw(2, { prize: "AirPods 🎁" });
  await lottery.attempt(1_000);
  await lottery.open(1);
  const prepare = createPrepareDraw({ ...lottery, texts: locales.en });
  const read = async (drawNo: number) => {
    const prepared = await prepare(drawNo);
    if (!("file" in prepared)) throw new Error(prepared.refusal);
    return {
      ...prepared.file,
      content: JSON.parse(new TextDecoder().decode(prepared.file.bytes)) as unknown,
    };
  };
  const { draw } = locales.en.export;
  const drawn = await read(1);
  expect(drawn).toMatchObject({
    name: `${draw.fileName(1)}.json`,
    title: draw.title(1),
    comment: draw.comment(1),
  });
  expect(drawn.content).toMatchObject({ draw_no: 1, prize: "AirPods 🎁" });
  expect(verifyDraw(exportedDraw.parse(drawn.content), { chain: quicknet, isGenuine: () => false })).toEqual(
    [],
  );
  expect((await read(2)).content).toMatchObject({ draw_no: 2, error: "NotEnoughEntrants" });
  for (const drawNo of [3, 4]) expect(await prepare(drawNo)).toEqual({ refusal: locales.en.export.notFound });
});
