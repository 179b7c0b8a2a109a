/** The folder that is to keep the data cannot be used. Says which, why, and what to do; nothing in it was touched. */
export class DataUnusable extends Error {
  override readonly name = "DataUnusable";

  constructor(folder: string, reason: string, options?: ErrorOptions) {
    super(`The data in ${folder} cannot be used: ${reason}`, options);
  }
}
