/** The texts of the commands about people on the roster. `person` is a name with an id; names are escaped. */
export interface PeopleTexts {
  me: {
    usage: string;
    /** The serial on the roster. */
    serial: (serial: number) => string;
    /** The roster is too large, or AWS too slow, to search it for a Slack account. */
    notSearched: string;
    /** Nobody on the roster has the typed id, or somebody with another Slack account. It must not say which. */
    notYours: string;
  };
}
