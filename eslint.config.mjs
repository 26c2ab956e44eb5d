import js from "@eslint/js";
import { fixupPluginRules } from "@eslint/compat";
import pulumi from "@pulumi/eslint-plugin";
import jsdoc from "eslint-plugin-jsdoc";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";
import { inheritedNames } from "./lint/inheritedNames.mjs";

/** The house's arrows (docs/architecture.md): what a folder must never import. */
const arrows = {
  facts: ["components", "stacks", "checks", "sandbox", "doctor", "cli"],
  components: ["stacks", "checks", "sandbox", "doctor", "cli"],
  stacks: ["checks", "sandbox", "doctor", "cli"],
  checks: ["components", "stacks", "sandbox", "doctor", "cli"],
  sandbox: ["components", "stacks", "doctor", "cli"],
};

export default tseslint.config(
  {
    ignores: [
      "dist/**",
      "docs/api/**",
      "node_modules/**",
      "tests/fixtures/**",
      "examples/**/node_modules/**",
    ],
  },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    plugins: { "@pulumi": fixupPluginRules(pulumi) },
    rules: {
      "@pulumi/no-output-in-template-literal": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_" },
      ],
    },
  },
  {
    files: [
      "facts/**/*.ts",
      "components/**/*.ts",
      "stacks/**/*.ts",
      "checks/**/*.ts",
      "sandbox/**/*.ts",
      "cli/**/*.ts",
    ],
    plugins: { jsdoc },
    rules: {
      "jsdoc/require-jsdoc": [
        "error",
        {
          publicOnly: true,
          require: { ClassDeclaration: true, FunctionDeclaration: true, MethodDefinition: true },
          contexts: [
            "TSInterfaceDeclaration",
            "TSTypeAliasDeclaration",
            "TSEnumDeclaration",
            "ExportNamedDeclaration > VariableDeclaration",
          ],
        },
      ],
      "jsdoc/require-description": "error",
      "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ["facts", "components", "stacks", "checks", "sandbox", "cli"].map(
      (folder) => `${folder}/**/*.ts`,
    ),
    plugins: { house: { rules: { "inherited-names": inheritedNames } } },
    rules: { "house/inherited-names": "error" },
  },
  ...Object.entries(arrows).map(([folder, forbidden]) => ({
    files: [`${folder}/**/*.ts`],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: forbidden.map((name) => `**/${name}/**`),
              message: "The arrows of the house go one way: docs/architecture.md.",
            },
          ],
        },
      ],
    },
  })),
  {
    files: ["tests/**/*.ts", "bench/**/*.ts"],
    rules: { "@typescript-eslint/no-unused-expressions": "off" },
  },
  {
    files: ["**/*.cjs"],
    languageOptions: {
      sourceType: "commonjs",
      globals: {
        require: "readonly",
        module: "writable",
        process: "readonly",
        console: "readonly",
        __dirname: "readonly",
      },
    },
  },
  prettier,
);
