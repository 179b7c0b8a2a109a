/** Concurrent requests of one task to DynamoDB: enough for 1,000 winners, and not too many for a cold table. */
export const REQUESTS_AT_ONCE = 32;
