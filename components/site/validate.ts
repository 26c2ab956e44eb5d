import { validateArgs, type Validated } from "../internal/validation";
import { checkZone } from "../loadBalancing/validate";
import type { ResilientSiteArgs } from "./args";
import type { ResolvedSite, ResolvedSiteOfZone } from "./resolve";
import { resilientSiteSchema } from "./schema";
import type { PlacedSite } from "./sites";
import { validateSites } from "./validateSites";

/**
 * Validates the arguments of a `ResilientSite`: every block's own rules, and those between blocks.
 * @param args - The arguments.
 * @param path - Where they stand; empty for a component's own.
 * @returns All problems at once, or what the site is made of, with late values behind their checks.
 */
export function validateResilientSite(
  args: ResilientSiteArgs,
  path: string,
): Validated<ResolvedSiteOfZone> {
  return validateArgs(resilientSiteSchema, args, path, (problems) => {
    const { zoneName, plan, retiredAddresses, records, firewalls } = args;
    const shared = { zoneName, plan, retiredAddresses, records, firewalls };
    const own: PlacedSite = { path: "", args, place: (problem) => problem };
    const resolve = validateSites(problems, [own], { ...checkZone(problems, args), ...shared });
    return () => {
      const { sites, ...others } = resolve();
      return { ...(sites[0] as ResolvedSite), ...others };
    };
  });
}
