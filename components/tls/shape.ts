import { fieldsOf, input, toggle, value, type Shapes, type ShapesOf } from "../internal/shapes";
import type { HstsArgs, RestoredTls, StrictTlsArgs, TlsSettingsArgs } from "./args";

const hsts = fieldsOf({
  enabled: toggle,
  maxAgeSeconds: value,
  includeSubdomains: toggle,
  preload: toggle,
  noSniff: toggle,
} satisfies ShapesOf<HstsArgs>);

const settings = {
  minimumTlsVersion: value,
  tls13: toggle,
  alwaysUseHttps: toggle,
  automaticHttpsRewrites: toggle,
  opportunisticEncryption: toggle,
  originMaximumHttpVersion: value,
  hsts,
};

/** The shapes of the arguments that say how strict a zone is. */
export const tlsSettingsShapes: Shapes = {
  ...settings,
  alwaysHttpsToOrigin: toggle,
  restore: fieldsOf({
    ...settings,
    sslMode: value,
    automaticSsl: toggle,
  } satisfies ShapesOf<RestoredTls>),
} satisfies ShapesOf<TlsSettingsArgs>;

/** The shapes of the arguments of `StrictTls`. */
export const strictTlsShapes: Shapes = {
  ...tlsSettingsShapes,
  zoneId: input,
  plan: value,
} satisfies Partial<ShapesOf<StrictTlsArgs>>;
