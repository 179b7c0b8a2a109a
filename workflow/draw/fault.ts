/** What is wrong with a draw, and where: at a position in the order (from 0), or in a revision (from 1). */
export interface Fault {
  fault: /** A position has another serial than seed and roster size give, or was visited without need. */
    | "order"
    /** There are more or fewer winners than requested. */
    | "count"
    /** The winners do not follow from the outcomes of the positions. */
    | "winners"
    /** The receipt does not match the record. */
    | "receipt"
    /** A win was cancelled that did not exist, or a void cancelled only some of the wins. */
    | "void"
    /** The name or id of a person, or the reason of a change, does not match its digest. */
    | "person"
    /** A seal does not match the draw. */
    | "seal"
    /** The seal that counts was posted too late, or an earlier one was posted in time. */
    | "late"
    /** The signature is not the beacon's signature of the sealed round. */
    | "beacon"
    /** The seed does not follow from the secret and the beacon's signature. */
    | "seed"
    /** The visited entries are not those of the sealed roster. */
    | "roster"
    /** After the seal a person was excluded, or admitted, without a reason that can be checked. */
    | "sealed";
  position?: number;
  revision?: number;
}
