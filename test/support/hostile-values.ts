import fc from "fast-check";
import { anyCharacter } from "./any-character.ts";

/** Text that Slack, a terminal, an email program or other software could interpret. */
const TOKENS = [
  ..."<!channel> <!here> <!everyone> <!subteam^S1|@team> <!date^0^{date}|x> <@U0MEMBER> <@U0MEMBER|max>".split(
    " ",
  ),
  ..."<#C0LOTTERY|lottery> <https://evil.example|click> <mailto:a@b.c|x> <> <@> <!> <| |> < > & | ^".split(
    " ",
  ),
  ..."&lt;!channel&gt; &amp;lt; @channel @here @everyone #general https://evil.example javascript:x".split(
    " ",
  ),
  ..."* _ ~ ` ``` :tada: \\ ' \" ; -- $(x) {{x}} %s %00 ../.. __proto__ constructor toString".split(" "),
  ..."0 1 2 3 1000 1001 -1 1.5 1e9 1e999 NaN Infinity 0x1 ２ ٣ ² 9999999999 99999999999 3:0 3:-5".split(" "),
  ...["\n", "\r\n", "\n> ", "\t", "\u0000", "\u0007", "\u001b[2J", "\u0085", "\u2028", "\u00a0", "\u3000"],
  ...["\u200b", "\u200d", "\u2060", "\ufeff", "\u200e", "\u200f", "\u202e", "\u2066", "\u2069", "\u061c"],
  ...[
    "\ud83d",
    "\udc00",
    "🎉",
    "👩‍👩‍👧‍👦",
    "🇨🇳",
    "é",
    "王芳",
    "שלום",
    "مرحبا",
    "\ufffe",
    "\uffff",
    "𝕏",
    "󠁧",
    "ﷺ",
    "Å",
    "İ",
  ],
];

const token = fc.constantFrom(...TOKENS);

/** Hostile text: from all planes of Unicode, with unpaired surrogates, or 40,000 characters long. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.array(token, { maxLength: 12 }).map((tokens) => tokens.join("")) },
  { weight: 3, arbitrary: fc.array(token, { maxLength: 8 }).map((tokens) => tokens.join(" ")) },
  { weight: 2, arbitrary: fc.string({ unit: anyCharacter, maxLength: 40 }) },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
      .map((units) => String.fromCharCode(...units)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(token, fc.constantFrom(150, 151, 3_001, 40_000))
      .map(([each, length]) => each.repeat(length).slice(0, length)),
  },
);

const KEYS = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "length", "then", ""];

/** Objects that imitate an array, a promise or a string. */
const impostors = fc.constantFrom<unknown>(
  { length: { toString: 0, valueOf: 0 } },
  { length: 1, 0: "x" },
  { toString: null, valueOf: null },
  { toJSON: 1 },
);

const scalar = fc.oneof(
  impostors,
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -0,
    1,
    -1,
    0.5,
    2 ** 31,
    2 ** 40 + 1,
    2 ** 53,
    1e300,
    "",
    [],
    {},
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  hostileText,
);

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...KEYS), hostileText), tie("value"), {
      maxKeys: 3,
      noNullPrototype: false,
    }),
  ),
}));

/** Any JSON value, including keys of prototypes, and long and unusual text. */
export const hostileJson: fc.Arbitrary<unknown> = value;

/** JSON, or almost JSON: truncated, with a suffix, or nested so deeply that recursion overflows the stack. */
export const hostileJsonText: fc.Arbitrary<string> = fc.oneof(
  hostileJson.map((each) => JSON.stringify(each) ?? ""),
  fc.tuple(hostileJson, fc.nat(60)).map(([each, length]) => (JSON.stringify(each) ?? "").slice(0, length)),
  hostileText,
  fc.constantFrom(
    "[".repeat(100_000),
    `${"[".repeat(50_000)}${"]".repeat(50_000)}`,
    `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`,
    '{"__proto__":{"type":"block_actions"},"constructor":{"prototype":{"x":1}}}',
    "1e999",
    "-",
    "\ufeff{}",
    "\u0000",
  ),
);

/** A valid object in which fields are missing, replaced or added. */
export function damaged(valid: Readonly<Record<string, unknown>>): fc.Arbitrary<Record<string, unknown>> {
  const names = Object.keys(valid);
  const change = fc.tuple(fc.constantFrom(...names, ...KEYS), fc.option(hostileJson));
  return fc.array(change, { minLength: 1, maxLength: 2 }).map((changes) => {
    const fields = new Map(Object.entries(valid));
    for (const [name, replacement] of changes)
      if (replacement === null && fields.has(name)) fields.delete(name);
      else fields.set(name, replacement);
    return Object.fromEntries(fields);
  });
}
