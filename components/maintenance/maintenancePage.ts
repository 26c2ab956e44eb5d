import * as pulumi from "@pulumi/pulumi";
import { WorkersRoute } from "@pulumi/cloudflare/workersRoute";
import { WorkersScript } from "@pulumi/cloudflare/workersScript";
import { childName } from "../internal/names";
import { maintenanceOf, own } from "../internal/singletons";
import { resolvedArgs } from "../internal/validation";
import type { MaintenancePageArgs } from "./args";
import { routeInputs, scriptInputs } from "./inputs";
import { validateMaintenancePage } from "./validate";

const type = "steady-edge:index:MaintenancePage";

/** The resources that a `MaintenancePage` makes. */
export interface MaintenancePageChildren {
  /** The Worker that answers. */
  readonly script: WorkersScript;
  /** What leads the requests to it, by hostname. */
  readonly routes: Readonly<Record<string, WorkersRoute>>;
}

/**
 * Answers every request for hostnames at Cloudflare's edge, with a page, status 503 and `Retry-After`, until an instant that must be named:
 * a preview after it is refused, so that no maintenance is forgotten. Load balancers, monitors and origins stay as they are.
 *
 * Creates: a `WorkersScript` named `<name>-script`, and a `WorkersRoute` for each hostname, named `<name>-route-<hostname>`. Taken
 * away, the routes go before the script. A route of somebody else with a narrower pattern, such as `www.example.com/api/*`, stays
 * before this one. A free account answers 100,000 requests a day by Workers.
 *
 * ```typescript
 * import { MaintenancePage } from "steady-edge";
 *
 * new MaintenancePage("upgrade", {
 *   accountId: "0123456789abcdef0123456789abcdef",
 *   zoneId: "fedcba9876543210fedcba9876543210",
 *   zoneName: "example.com",
 *   hostnames: ["www.example.com"],
 *   until: "2026-12-01T04:00:00Z",
 * });
 * ```
 */
export class MaintenancePage extends pulumi.ComponentResource {
  /** When it ends, as a date and time in ISO 8601. */
  public readonly until: pulumi.Output<string>;

  /**
   * Checks the arguments, then declares the Worker and its routes.
   * @param name - Logical name; the names of all children begin with it.
   * @param args - What is under maintenance.
   * @param opts - Pulumi's options.
   * @throws One error that lists every problem, before anything is registered.
   */
  constructor(name: string, args: MaintenancePageArgs, opts?: pulumi.ComponentResourceOptions) {
    const subject = `MaintenancePage "${name}"`;
    const resolved = resolvedArgs(subject, args, opts, validateMaintenancePage);
    super(type, name, {}, opts);
    const { hostnames, until } = resolved;
    hostnames.forEach((hostname) => own(subject, maintenanceOf(args.zoneId, hostname)));

    const parent = { parent: this };
    const scriptName = childName(name, "script");
    const script = new WorkersScript(scriptName, scriptInputs(scriptName, resolved), parent);
    const routes = hostnames.map((hostname) => {
      const inputs = routeInputs(hostname, script.scriptName, resolved);
      const routeName = childName(name, "route", hostname);
      return [hostname, new WorkersRoute(routeName, inputs, parent)] as const;
    });
    const children: MaintenancePageChildren = { script, routes: Object.fromEntries(routes) };
    Object.assign(this, children);

    this.until = pulumi.output(until.toISOString());
    this.registerOutputs({ until: this.until });
  }
}

/** The fields that hold the children. */
export interface MaintenancePage extends MaintenancePageChildren {}
