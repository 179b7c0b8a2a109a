import { texts } from "./texts.js";

const FAILURES = /** @type {Readonly<Record<string, string>>} */ (texts.failures);

/**
 * Sends an action of the user to the local stack.
 * @param {string} path
 * @param {Record<string, unknown>} body
 * @returns {Promise<{ error?: string, errors?: Record<string, string> }>} `error` is a text for the user
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
    return { error: texts.failures.disconnected };
  }
}
