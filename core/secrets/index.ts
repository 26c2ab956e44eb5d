export type { SecretForm } from "./form";
export { secretFormIn, secretForms, withoutSecrets } from "./forms";
export {
  isSecretByName,
  isSecretName,
  privateProperties,
  secretHeaders,
  secretProperties,
} from "./places";
export { looksRandom } from "./randomness";
