import { Parser } from "saxen";
import { MOST_CHARACTERS } from "./limits.ts";

export interface XmlListener {
  /** `attributes` are without prefixes: `r:id` is `id`. Returns true to stop. */
  onOpen: (name: string, attributes: () => ReadonlyMap<string, string>) => boolean | undefined;
  onText?: (text: string) => void;
  onClose?: (name: string) => boolean | undefined;
}

/** The XML is not well-formed. */
class XmlError extends Error {
  override readonly name = "XmlError";
}

/** Characters of a text that are read: enough for a cell in which each character is a reference. */
const LONGEST_TEXT = 10 * MOST_CHARACTERS;

const LARGE_REFERENCE = /&#(?:x([\da-f]{5,6})|(\d{5,7}));/giu;

/** Decodes references to characters beyond the first 65,536, such as emoji, which saxen truncates. */
function decodeLarge(text: string): string {
  return text.replace(LARGE_REFERENCE, (reference: string, hex?: string, decimal?: string) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0xffff && code <= 0x10ffff ? String.fromCodePoint(code) : reference;
  });
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/**
 * Passes the elements and texts of an XML document to the listener, by their names without prefixes. Throws `XmlError`.
 * saxen is small, is used by other readers of workbooks, and neither reads other files nor expands entities.
 */
export function parseXml(xml: string, { onOpen, onText, onClose }: XmlListener): void {
  const parser = new Parser();
  parser.on("openTag", (name, getAttributes, decode) => {
    const attributes = () =>
      new Map(
        Object.entries(getAttributes()).map(([key, value]) => [
          withoutPrefix(key),
          decode(decodeLarge(value)),
        ]),
      );
    if (onOpen(withoutPrefix(name), attributes)) parser.stop();
  });
  if (onText) {
    parser.on("text", (text, decode) => {
      const beginning = text.slice(0, LONGEST_TEXT);
      onText(beginning.includes("&") ? decode(decodeLarge(beginning)) : beginning);
    });
    parser.on("cdata", (text) => onText(text.slice(0, LONGEST_TEXT)));
  }
  if (onClose)
    parser.on("closeTag", (name) => {
      if (onClose(withoutPrefix(name))) parser.stop();
    });
  parser.on("error", (error) => {
    throw new XmlError("The XML is not well-formed.", { cause: error });
  });
  parser.parse(xml);
}
