export { AlbOrigin, type AlbOriginChildren } from "./albOrigin";
export type { AlbTargetChildren } from "./targetResources";
export {
  AlbClientCertificates,
  AlbPlainHttp,
  AlbTargetType,
  type AlbAccessLogsArgs,
  type AlbApplicationArgs,
  type AlbAutoScalingArgs,
  type AlbClientVerificationArgs,
  type AlbContentArgs,
  type AlbOriginArgs,
  type AlbRequiredHeaderArgs,
  type AlbTargetsArgs,
} from "./args";
