/**
 * The key under which all spellings of a label are equal, such as the name of a prize or of a department. It ignores width,
 * case and white space around and between words.
 */
export function createLabelKey(label: string): string {
  return label.normalize("NFKC").toLowerCase().normalize("NFKC").replace(/\s+/gu, " ").trim();
}
