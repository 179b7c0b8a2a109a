const FAILURES = /** @type {Record<string, string>} */ ({
  operation_timeout: "The app did not answer in time (operation_timeout).",
  dispatch_failed: "The app could not handle this (dispatch_failed).",
  message_not_found: "This message is gone.",
});

/**
 * Tells the local stack what somebody did.
 * @param {string} path
 * @param {Record<string, unknown>} body
 * @returns {Promise<{ error?: string, errors?: Record<string, string> }>} what to tell the reader if it failed
 */
export async function post(path, body) {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const { ok, error, errors } = await response.json();
    return ok ? {} : { error: FAILURES[error] ?? error, errors };
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
    return { error: "The local stack does not answer. Is it still running?" };
  }
}
