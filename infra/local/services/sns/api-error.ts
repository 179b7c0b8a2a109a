/** An error of the API: its code is what clients see. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: "InvalidParameter" | "NotFound" | "InvalidAction" | "ValidationError" | "AuthorizationError";

  constructor(code: ApiError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/** A parameter that AWS refuses, in its words. */
export function invalid(what: string): ApiError {
  return new ApiError("InvalidParameter", `Invalid parameter: ${what}`);
}
