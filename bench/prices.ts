/** On-demand prices of us-east-1 in US dollars, as in docs/operations.md. */
export const prices = {
  writeUnit: 0.625 / 1e6,
  readUnit: 0.125 / 1e6,
  transition: 0.025 / 1e3,
  gigabyteSecond: 0.0000133334,
  lambdaCall: 0.2 / 1e6,
  httpRequest: 1 / 1e6,
  mail: 2 / 1e5,
};
