import { expect, test } from "vitest";
import { computePersonDigest, computeReasonDigest } from "../../../workflow/draw/person.ts";

const salt = Buffer.from("000102030405060708090a0b0c0d0e0f", "hex");
const ann = { employee_id: "E001", employee_name: "Ann 李" };

test("computes digests that other implementations compute, too", () => {
  expect(computePersonDigest(salt, ann)).toBe(
    "bb9810e8a1403b4de97cd04485191b9f233282c42c340fae414c34164c78164d",
  );
  expect(computeReasonDigest(salt, "Left the company")).toBe(
    "4a9fc33b50b56eed1ee5eda955b809f0f29ce5d2503903df373c54bc110c47c3",
  );
});

test("a digest changes with the salt, the id, the name and where the id ends", () => {
  const digests = [
    computePersonDigest(salt, ann),
    computePersonDigest(Buffer.alloc(16), ann),
    computePersonDigest(salt, { ...ann, employee_id: "E002" }),
    computePersonDigest(salt, { ...ann, employee_name: "Ann" }),
    computePersonDigest(salt, { employee_id: "E001Ann", employee_name: " 李" }),
  ];
  expect(new Set(digests).size).toBe(digests.length);
});
