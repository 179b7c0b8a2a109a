/** The stack cannot be used. The message is one line that says why, and what to do. */
export class StackUnusable extends Error {
  override readonly name = "StackUnusable";
}
