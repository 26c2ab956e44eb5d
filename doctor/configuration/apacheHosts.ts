import { named, type Directive } from "./directive";

/** The virtual hosts of an Apache, each as what stands in its block. */
export interface ApacheHosts {
  readonly all: readonly (readonly Directive[])[];
  /** Those that bear the name; none where it is not known. */
  readonly asked: readonly (readonly Directive[])[];
}

/**
 * Lists the virtual hosts of a configuration.
 * @param directives - The directives outside of every block.
 * @param hostname - The name that visitors ask for; undefined where it is not known.
 */
export function apacheHosts(
  directives: readonly Directive[],
  hostname: string | undefined,
): ApacheHosts {
  const all = named(directives, "virtualhost").map(({ block = [] }) => block);
  const asked = all.filter((host) =>
    named(host, "servername", "serveralias").some(({ args }) =>
      args.some((name) => name.toLowerCase() === hostname?.toLowerCase()),
    ),
  );
  return { all, asked };
}
