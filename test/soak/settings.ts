import { z } from "zod";

const number = (standard: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, "must be a whole number")
    .transform(Number)
    .refine((value) => value > 0, "must be greater than 0")
    .default(standard);

const settings = z.object({
  SOAK_DRAWS: number(10_000),
  SOAK_SEED: number(1),
  /** The run ends after this time, also if draws are left. */
  SOAK_MINUTES: number(20),
});

/**
 * Reads the settings of a soak.
 * @throws RangeError with one line for each invalid variable
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>) {
  const { data, error } = settings.safeParse(environment);
  if (data) return data;
  throw new RangeError(error.issues.map(({ path, message }) => `${path.join(".")} ${message}`).join("\n"));
}
