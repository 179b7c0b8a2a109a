import parseAddresses from "nodemailer/lib/addressparser";
import { z } from "zod";

export interface MailAddress {
  /** The name that mail programs show, or an empty string. */
  name: string;
  address: string;
}

const mailAddress = z.object({ name: z.string(), address: z.email() });

/**
 * Parses addresses in the forms that mail programs accept: `ann@example.com` or `Ann Lee <ann@example.com>`, separated by
 * commas, semicolons or lines. Returns each address once, or undefined if a part is not an address.
 */
export function parseMailAddresses(text: string): MailAddress[] | undefined {
  const parsed = parseAddresses(text.replace(/[\r\n]+/g, ","), { flatten: true });
  const { data } = z.array(mailAddress).safeParse(parsed);
  // Without a separator, the parser takes a second address for the name of the first.
  if (!data || data.some(({ name }) => name.includes("@"))) return undefined;
  return [...new Map(data.map((each) => [each.address.toLowerCase(), each])).values()];
}
