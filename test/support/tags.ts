/**
 * The tags that exclude tests from `npm run test:quick`. A file has its tag in the first line (`@module-tag slow`), a
 * single test in its options (`{ tags: ["slow"] }`).
 */
export const tags = [
  { name: "slow", description: "Takes more than a second on its own." },
  { name: "browser", description: "Opens a browser." },
];
