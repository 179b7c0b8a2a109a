/** How a spreadsheet shows whole numbers: filled up with zeros to so many digits, and with texts around them. */
export interface NumberFormat {
  before: string;
  digits: number;
  after: string;
}

/** One group of zeros, among texts in quotation marks, characters after a backslash, and hyphens. */
const CODE = /^((?:"[^"]*"|\\.|-)*)(0{1,32})((?:"[^"]*"|\\.|-)*)$/u;

function readLiteral(code: string): string {
  return code.replace(/"([^"]*)"|\\(.)/gu, "$1$2");
}

/** Parses codes such as `00000` and `"E-"000`, with which ids are stored as numbers. Returns undefined for all others. */
export function parseNumberFormat(code: string): NumberFormat | undefined {
  const [, before, zeros, after] = CODE.exec(code) ?? [];
  if (before === undefined || zeros === undefined || after === undefined) return undefined;
  return { before: readLiteral(before), digits: zeros.length, after: readLiteral(after) };
}

/** A whole number as a person sees it in its cell. */
export function formatWholeNumber(number: number, { before, digits, after }: NumberFormat): string {
  const sign = number < 0 ? "-" : "";
  return `${sign}${before}${String(Math.abs(number)).padStart(digits, "0")}${after}`;
}
