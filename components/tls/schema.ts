import { describeValue } from "../../core/problem";
import { fieldsOf, input, ruled, toggle, type SchemaOf } from "../../core/schema";
import {
  hstsAge,
  OriginHttpVersion,
  SslMode,
  TlsVersion,
} from "../../facts/cloudflare/zoneSettings";
import { choice } from "../../core/valueSchemas";
import { planSchema } from "../internal/valueSchemas";
import type { HstsArgs, RestoredTls, StrictTlsArgs, TlsSettingsArgs } from "./args";

const { minimumSeconds, maximumSeconds } = hstsAge;

/**
 * Whether browsers can be told to insist on HTTPS for so long.
 * @param seconds - Any value.
 */
export function isHstsAge(seconds: unknown): boolean {
  return (
    seconds === 0 ||
    (Number.isInteger(seconds) &&
      Number(seconds) >= minimumSeconds &&
      Number(seconds) <= maximumSeconds)
  );
}

const age = ruled({ type: "integer", minimum: 0, maximum: maximumSeconds }, (value) =>
  isHstsAge(value)
    ? undefined
    : {
        path: "",
        rule: `be 0 or a whole number of ${minimumSeconds} to ${maximumSeconds}`,
        actual: describeValue(value),
      },
);

const hsts = fieldsOf({
  enabled: toggle.optional(),
  maxAgeSeconds: age.optional(),
  includeSubdomains: toggle.optional(),
  preload: toggle.optional(),
  noSniff: toggle.optional(),
} satisfies SchemaOf<HstsArgs>);

const settings = {
  minimumTlsVersion: choice(TlsVersion).optional(),
  tls13: toggle.optional(),
  alwaysUseHttps: toggle.optional(),
  automaticHttpsRewrites: toggle.optional(),
  opportunisticEncryption: toggle.optional(),
  originMaximumHttpVersion: choice(OriginHttpVersion).optional(),
  hsts: hsts.optional(),
};

const restore = fieldsOf({
  ...settings,
  sslMode: choice(SslMode).optional(),
  automaticSsl: toggle.optional(),
} satisfies SchemaOf<RestoredTls>);

/** The arguments that say how strict a zone is. */
export const tlsSettingsFields = {
  ...settings,
  alwaysHttpsToOrigin: toggle.optional(),
  restore: restore.optional(),
} satisfies SchemaOf<TlsSettingsArgs>;

/** The arguments of `StrictTls`. */
export const strictTlsSchema = fieldsOf({
  ...tlsSettingsFields,
  zoneId: input(),
  plan: planSchema.optional(),
} satisfies SchemaOf<StrictTlsArgs>);
