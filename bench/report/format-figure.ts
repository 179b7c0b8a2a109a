const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Formats a figure with three significant digits. Large numbers are written in full up to a billion, then as powers of ten. */
export function formatFigure(value: number | string | null): string {
  if (value === null) return "–";
  if (typeof value === "string") return value;
  if (!Number.isFinite(value)) return "∞";
  if (Math.abs(value) >= 1e9) {
    const [digits = "", exponent = ""] = value.toExponential(1).split("e+");
    return `${digits} × 10${exponent.replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] ?? "")}`;
  }
  if (Math.abs(value) >= 100 || Number.isInteger(value)) return Math.round(value).toLocaleString("en");
  return value.toLocaleString("en", { maximumSignificantDigits: 3 });
}
