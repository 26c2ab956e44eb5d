import { ruled } from "../core/schema";

/** The name of a configuration value. */
export const configKeyPattern = /^[A-Za-z][\w-]{0,99}$/;

/** What names a secret of the configuration. */
export const configKey = ruled({ type: "string", pattern: configKeyPattern.source }, (value) =>
  typeof value === "string" && configKeyPattern.test(value)
    ? undefined
    : {
        path: "",
        rule: "be the name of a configuration value",
        // A hasty hand puts the secret itself where its name is due.
        actual: value === undefined ? "nothing" : "something else, perhaps the value itself",
      },
);
