export { canonicalHostname } from "../../core/hostnames";
export {
  fullHostname,
  hostnameProblem,
  zoneNameProblem,
  type HostnameRules,
} from "../../core/hostnameRules";
