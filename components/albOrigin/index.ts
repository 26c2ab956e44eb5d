export { AlbOrigin, type AlbOriginChildren } from "./albOrigin";
export type { AlbTargetChildren } from "./targetResources";
export {
  AlbClientCertificates,
  AlbLaunchType,
  AlbPlainHttp,
  AlbTargetType,
  type AlbAccessLogsArgs,
  type AlbApplicationArgs,
  type AlbAutoScalingArgs,
  type AlbClientVerificationArgs,
  type AlbContentArgs,
  type AlbOriginArgs,
  type AlbRequiredHeaderArgs,
  type AlbServiceArgs,
  type AlbServiceScalingArgs,
  type AlbTargetsArgs,
} from "./args";
