/** A directive of a server's configuration, as the server reads it: what it includes stands in its place. */
export interface Directive {
  /** Its name: as written for nginx and PHP-FPM, in lower case for Apache, which does not look at the case. */
  readonly name: string;
  /** Its arguments, without quotation marks. */
  readonly args: readonly string[];
  /** Where it stands: the file and the line. */
  readonly at: string;
  /** What stands in its block; undefined where it has none. */
  readonly block?: readonly Directive[] | undefined;
}

/** A file of a configuration. */
export interface ConfigurationFile {
  readonly path: string;
  readonly text: string;
}

/** How deep configurations include and nest: deeper is not read. */
export const deepest = 32;

/**
 * Finds directives in a block, not in the blocks within.
 * @param block - The block.
 * @param names - Their names.
 * @returns Those that have one of the names, in their order.
 */
export function named(
  block: readonly Directive[] | undefined,
  ...names: readonly string[]
): Directive[] {
  return (block ?? []).filter(({ name }) => names.includes(name));
}

/**
 * Lists a block's directives, and those of the blocks within.
 * @param block - The block.
 * @returns All of them, each before what stands in it.
 */
export function everyDirective(block: readonly Directive[]): Directive[] {
  return block.flatMap((one) => [one, ...everyDirective(one.block ?? [])]);
}

/**
 * Lists the files and folders that directives have as their first argument, in the blocks within too.
 * @param block - The block.
 * @param names - Names of the directives.
 * @returns Whole paths; none that hangs on a variable.
 */
export function filesIn(block: readonly Directive[], ...names: readonly string[]): string[] {
  return named(everyDirective(block), ...names)
    .flatMap(({ args }) => args.slice(0, 1))
    .filter((file) => file.startsWith("/") && !file.includes("$"));
}

/**
 * Writes a directive as it is written in a file.
 * @param directive - The directive; of its block nothing is shown.
 */
export function directiveText({ name, args }: Directive): string {
  return [name, ...args].join(" ");
}
