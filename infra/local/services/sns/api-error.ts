/** An error of the API. Clients see its code. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: "InvalidParameter" | "NotFound" | "InvalidAction" | "ValidationError" | "AuthorizationError";

  constructor(code: ApiError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/** Returns AWS's error for an invalid parameter. */
export function invalid(what: string): ApiError {
  return new ApiError("InvalidParameter", `Invalid parameter: ${what}`);
}
