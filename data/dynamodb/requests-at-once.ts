/** How many requests one task keeps under way at DynamoDB: fast enough for 1,000 winners, gentle to a cold table. */
export const REQUESTS_AT_ONCE = 32;
