import js from "@eslint/js";
import { fixupPluginRules } from "@eslint/compat";
import pulumi from "@pulumi/eslint-plugin";
import jsdoc from "eslint-plugin-jsdoc";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";
import { arrows, floors } from "./lint/arrows.mjs";
import { inheritedNames } from "./lint/inheritedNames.mjs";
import { rawProperties } from "./lint/rawProperties.mjs";

/** The folders of sources that a stranger reads first. */
const sources = Object.keys(floors).map((folder) => `${folder}/**/*.ts`);

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
      // One program for all files, the examples too: with the project service it takes twice the memory.
      parserOptions: { project: "tsconfig.lint.json", tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    plugins: { "@pulumi": fixupPluginRules(pulumi) },
    rules: {
      "@pulumi/no-output-in-template-literal": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "no-restricted-syntax": [
        "error",
        {
          selector:
            "CallExpression[callee.object.name='AbortSignal'][callee.property.name='any'] CallExpression[callee.property.name='timeout']",
          message:
            "Nothing holds this timeout, and it may never fire: withTimeLimit (core/timeLimit).",
        },
      ],
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
    files: sources,
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
    files: sources,
    plugins: {
      house: {
        rules: { arrows, "inherited-names": inheritedNames, "raw-properties": rawProperties },
      },
    },
    rules: { "house/arrows": "error", "house/inherited-names": "error" },
  },
  {
    files: sources,
    ignores: ["model/**"],
    rules: { "house/raw-properties": "error" },
  },
  {
    // A component's children are fields that it inherits from an interface: Pulumi's schema for other languages is made from a
    // class's own fields, and has no type for them.
    files: ["components/**/*.ts"],
    rules: {
      "@typescript-eslint/no-empty-object-type": [
        "error",
        { allowInterfaces: "with-single-extends" },
      ],
      "@typescript-eslint/no-unsafe-declaration-merging": "off",
    },
  },
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
  {
    files: ["tests/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          paths: ["assert", "assert/strict", "node:assert", "node:assert/strict"].map((name) => ({
            name,
            message: 'Tests expect with chai: import { expect } from "chai".',
          })),
        },
      ],
      // An expectation of a promise is a thenable, and no test is done before it.
      "@typescript-eslint/no-floating-promises": ["error", { checkThenables: true }],
    },
  },
  prettier,
);
