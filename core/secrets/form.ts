/** How one kind of secret looks. */
export interface SecretForm {
  /** What it is, to be read after "holds". */
  readonly name: string;
  /**
   * Found anywhere in a text, the whole secret. What its group `kept` holds is no part of the secret: a header's name, a URL's
   * host. Takes time in proportion to the text, and never takes in a quotation mark, nor a backslash but that of a line end in a
   * key, so that what stands around it in JSON or HTML stays whole.
   */
  readonly pattern: RegExp;
  /** Whether what the group `value` holds must look random too. Defaults to no. */
  readonly random?: true;
  /** Signs without which no text has it, as a regular expression; to be cheap where there is none. */
  readonly mark: string;
  /** Where the form is documented. */
  readonly source: string;
}
