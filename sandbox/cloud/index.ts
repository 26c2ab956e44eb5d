export {
  Account,
  type AccountChange,
  type AccountListener,
  type ObjectPut,
  type ObjectRemoved,
  type StoredObject,
} from "./account/account";
export { ApiError } from "./api/apiError";
export {
  Faults,
  type CallAttempt,
  type DropFault,
  type Fault,
  type FaultMatch,
  type FaultRule,
  type HangFault,
  type RateLimitedFault,
  type RefusedFault,
  type ServerErrorFault,
} from "./faults";
export { Journal, type ApiCall, type CallListener, type CallOutcome } from "./journal";
export {
  OutageWatch,
  type BrokenMoment,
  type OutageReport,
  type WatchExpectation,
} from "./outageWatch";
export {
  defaultAccountId,
  defaultZoneId,
  type NetworkOptions,
  type PremisesOptions,
  type ZoneOptions,
} from "./premises";
export { startCloud, type Cloud, type CloudOptions } from "./startCloud";
export { type Properties, type PropertyValue } from "./values";
