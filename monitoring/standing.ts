/**
 * What the state has of each resource in one run, as far as the engine has told: it checks every resource of the program with the inputs
 * of before, and compares it by its id before it is replaced. A replacement on demand (`pulumi up --replace`) is not compared.
 */
export class Standing {
  readonly #ids = new Map<string, string | undefined>();

  /**
   * Notes that the state has a resource.
   * @param urn - Its URN.
   * @param id - Its id; undefined where that was not told.
   */
  has(urn: string, id?: string): void {
    this.#ids.set(urn, id ?? this.#ids.get(urn));
  }

  /**
   * Notes that a resource was deleted.
   * @param urn - Its URN.
   */
  lost(urn: string): void {
    this.#ids.delete(urn);
  }

  /**
   * Whether an object may be taken up for a resource: never the one that the state has, which the engine is about to delete.
   * @param urn - URN of the resource.
   * @param id - Id of the object.
   */
  mayTakeUp(urn: string, id: string): boolean {
    const standing = this.#ids.get(urn);
    return !this.#ids.has(urn) || (standing !== undefined && standing !== id);
  }
}
