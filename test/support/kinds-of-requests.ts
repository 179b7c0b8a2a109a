/** Tells whether a request contains this name, in whatever form the client has it. */
function contains(name: string) {
  return (input: unknown) => JSON.stringify(input).includes(`"${name}"`);
}

export const isDecision = contains("drawn_at");
export const isClaim = contains("claimed_at");
export const isRosterRead = contains("lottery_serial-index");
