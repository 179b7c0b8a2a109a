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

/**
 * Sends a file that the user has chosen for a form.
 * @param {string} path
 * @param {string} user
 * @param {File} file
 * @returns {Promise<string | undefined>} the id of the file, or undefined if the local stack did not take it
 */
export async function postFile(path, user, file) {
  try {
    const query = new URLSearchParams({ user, name: file.name });
    const response = await fetch(`${path}?${query}`, {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: file,
    });
    return response.ok ? (await response.json()).id : undefined;
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
    return undefined;
  }
}
