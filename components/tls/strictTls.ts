import * as pulumi from "@pulumi/pulumi";
import { ZoneSetting } from "@pulumi/cloudflare/zoneSetting";
import { tlsSettings } from "../../facts/cloudflare/zoneSettings";
import { childName } from "../internal/names";
import { own, secondOwnerProblem, settingsOfZone } from "../internal/singletons";
import { resolvedArgs } from "../internal/validation";
import type { StrictTlsArgs } from "./args";
import { settingValues, type SettingValue } from "./inputs";
import { validateStrictTls } from "./validate";

const type = "steady-edge:index:StrictTls";

/** The resources that a `StrictTls` makes. */
export interface StrictTlsChildren {
  /** The settings by their names on the wire: `ssl`, `min_tls_version` and so on. */
  readonly settings: Readonly<Record<string, ZoneSetting>>;
}

/**
 * Full (strict) TLS for a zone: Cloudflare speaks TLS to the origin, checks its certificate, and does not change its
 * mind about it.
 *
 * Creates: a `ZoneSetting` each for `ssl`, `ssl_automatic_mode`, `min_tls_version`, `tls_1_3`, `always_use_https`,
 * `automatic_https_rewrites` and `opportunistic_encryption`, and for `origin_max_http_version` and `security_header`
 * where asked, named `<name>-setting-<setting>`. A zone has one of each, so one stack owns them.
 *
 * Every origin of the zone needs a valid certificate from a public authority or Cloudflare's Origin CA first; an origin
 * without one answers 526 from this moment on.
 *
 * Settings outlive the stack: the provider deletes nothing, so `pulumi destroy`, and leaving out an argument such as
 * `hsts`, keep the values that were written last. `leftBehind` says which, also of settings that had the value before the
 * first `up`: Cloudflare takes a value that is there already, and nobody remembers who wrote it first. To leave as you came, note the zone's
 * values before the first `up`, run a last `up` with them in `restore`, and then `pulumi destroy`. To withdraw
 * HSTS, run `up` with `maxAgeSeconds: 0` and wait until browsers have come by.
 *
 * Resource options of the settings never change between runs, on purpose: a change of nothing but options sends an
 * empty request, which the API refuses. For the same reason do not change `opts` or transforms of this component later.
 *
 * ```typescript
 * import { StrictTls, TlsVersion } from "steady-edge";
 *
 * const tls = new StrictTls("example", {
 *   zoneId: "0123456789abcdef0123456789abcdef",
 *   minimumTlsVersion: TlsVersion.V1_2,
 *   hsts: { maxAgeSeconds: 15552000 },
 * });
 *
 * export const leftBehind = tls.leftBehind;
 * ```
 */
export class StrictTls extends pulumi.ComponentResource {
  /** What stays in the zone after `pulumi destroy`: each setting's value by its name on the wire, HSTS as JSON. */
  public readonly leftBehind: pulumi.Output<Record<string, string>>;

  /**
   * Declares the settings.
   * @param name - Logical name; the settings are named after it.
   * @param args - The zone and how strict it is.
   * @param opts - Options of the component.
   * @throws One error that lists every problem, before anything is registered.
   */
  constructor(name: string, args: StrictTlsArgs, opts?: pulumi.ComponentResourceOptions) {
    const subject = `StrictTls "${name}"`;
    const { zoneId, settings } = resolvedArgs(
      subject,
      args,
      opts,
      validateStrictTls,
      (resolved) => [secondOwnerProblem(settingsOfZone(resolved.zoneId))],
    );
    own(subject, settingsOfZone(zoneId));
    super(type, name, {}, opts);

    const values = settingValues(settings);
    const { ssl, ...others } = values;
    const make = (settingId: string, value: SettingValue | undefined, options = {}): ZoneSetting =>
      new ZoneSetting(
        childName(name, "setting", settingId),
        { zoneId, settingId, value },
        { parent: this, ...options },
      );
    const mode = make(tlsSettings.sslMode.id, ssl);
    const made = Object.entries(others).map(([settingId, value]) => {
      // Browsers must not be sworn to HTTPS before the way to the origin is.
      const options = settingId === tlsSettings.hsts.id ? { dependsOn: mode } : {};
      return [settingId, make(settingId, value, options)] as const;
    });
    const children: StrictTlsChildren = {
      settings: { [tlsSettings.sslMode.id]: mode, ...Object.fromEntries(made) },
    };
    Object.assign(this, children);

    this.leftBehind = pulumi.output(
      Object.fromEntries(
        Object.entries(values).map(([id, value]) => [
          id,
          typeof value === "string" ? value : JSON.stringify(value),
        ]),
      ),
    );
    this.registerOutputs({ leftBehind: this.leftBehind });
  }
}

/** The fields that hold the children. */
export interface StrictTls extends StrictTlsChildren {}
