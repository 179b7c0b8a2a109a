/**
 * What keeps a test out of `npm run test:quick`. A file has a tag in its first line (`@module-tag slow`), a single test
 * in its options (`{ tags: ["slow"] }`).
 */
export const tags = [
  { name: "slow", description: "Takes more than a second on its own." },
  { name: "browser", description: "Opens a browser." },
];
