/** Whether a request contains this name. Works for all forms in which clients pass names. */
function contains(name: string) {
  return (input: unknown) => JSON.stringify(input).includes(`"${name}"`);
}

export const isDecision = contains("drawn_at");
export const isClaim = contains("claimed_at");
export const isRosterRead = contains("lottery_serial-index");
