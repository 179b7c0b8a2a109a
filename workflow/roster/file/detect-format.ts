import type { RosterFault } from "./roster-fault.ts";

type UnsupportedFormat = Extract<RosterFault, { kind: "unsupported-format" }>["format"];

/** Bytes at the beginning of files. Old Excel workbooks and locked new ones are both OLE containers. */
const OLE = [0xd0, 0xcf, 0x11, 0xe0];
const ZIP = [0x50, 0x4b];

function startsWith(bytes: Uint8Array, beginning: readonly number[]): boolean {
  return beginning.every((byte, i) => bytes[i] === byte);
}

/** Returns what a ZIP archive with these files is. */
export function detectArchive(names: readonly string[]): "workbook" | UnsupportedFormat {
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name));
  if (has(/(?:^|\/)workbook\d*\.xml$/)) return "workbook";
  if (has(/(?:^|\/)workbook\d*\.bin$/)) return "xlsb";
  if (has(/\.iwa$|^index\.(?:xml|zip)$/)) return "numbers";
  return has(/^content\.xml$/) ? "ods" : "zip";
}

/** Locked workbooks have a stream with this name in UTF-16. */
function isLocked(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
    Buffer.from("EncryptedPackage", "utf16le"),
  );
}

/** Returns what kind of file this is, from its bytes. */
export function detectFormat(bytes: Uint8Array): "archive" | "text" | UnsupportedFormat {
  if (startsWith(bytes, ZIP)) return "archive";
  if (startsWith(bytes, OLE)) return isLocked(bytes) ? "locked-workbook" : "xls";
  const beginning = new TextDecoder("latin1")
    .decode(bytes.subarray(0, 1_000))
    .replaceAll("\0", "")
    .replace(/^[^\x21-\x7e]+|^ï»¿\s*/, "")
    .toLowerCase();
  if (beginning.startsWith("%pdf")) return "pdf";
  if (/^(?:<!doctype html|<html|<meta|<table|<head|<style)/.test(beginning)) return "html";
  return beginning.startsWith("<?xml") ? "xml" : "text";
}
