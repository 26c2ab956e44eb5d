export { StrictTls } from "./strictTls";
export type { HstsArgs, RestoredTls, StrictTlsArgs, TlsSettingsArgs } from "./args";
export { OriginHttpVersion, SslMode, TlsVersion } from "../../facts/cloudflare/zoneSettings";
