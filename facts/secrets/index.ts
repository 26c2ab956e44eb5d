export { secretFormIn, secretForms, withoutSecrets, type SecretForm } from "./forms";
export { isSecretByName, privateProperties, secretHeaders, secretProperties } from "./places";
export { looksRandom } from "./randomness";
