import { fieldsOf, input, oneValue, toggle, type SchemaOf } from "../../core/schema";
import type { HstsArgs, RestoredTls, StrictTlsArgs, TlsSettingsArgs } from "./args";

const hsts = fieldsOf({
  enabled: toggle.optional(),
  maxAgeSeconds: oneValue().optional(),
  includeSubdomains: toggle.optional(),
  preload: toggle.optional(),
  noSniff: toggle.optional(),
} satisfies SchemaOf<HstsArgs>);

const settings = {
  minimumTlsVersion: oneValue().optional(),
  tls13: toggle.optional(),
  alwaysUseHttps: toggle.optional(),
  automaticHttpsRewrites: toggle.optional(),
  opportunisticEncryption: toggle.optional(),
  originMaximumHttpVersion: oneValue().optional(),
  hsts: hsts.optional(),
};

const restore = fieldsOf({
  ...settings,
  sslMode: oneValue().optional(),
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
  plan: oneValue().optional(),
} satisfies SchemaOf<StrictTlsArgs>);
