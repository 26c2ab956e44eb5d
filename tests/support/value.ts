import * as pulumi from "@pulumi/pulumi";

/**
 * Resolves an input, or rejects with the error thrown inside it: `new Promise(r => output.apply(r))`
 * would never settle then. Unknown values (in a preview) come back as undefined.
 * `promise()` is there at run time but not in the typings; `tests/components/internal/support.test.ts` pins it.
 * @param input - A plain value, promise or output.
 * @returns What the input resolves to.
 */
export async function value<T>(input: pulumi.Input<T>): Promise<pulumi.Unwrap<T>> {
  const output = pulumi.output(input) as unknown as {
    promise(): Promise<pulumi.Unwrap<T>>;
    isKnown: Promise<boolean>;
  };
  const resolved = await output.promise();
  return (await output.isKnown) ? resolved : (undefined as pulumi.Unwrap<T>);
}

/**
 * Whether an output is known; false for what a preview cannot know yet.
 * @param input - The output to ask.
 */
export async function isKnown(input: pulumi.Input<unknown>): Promise<boolean> {
  return (pulumi.output(input) as unknown as { isKnown: Promise<boolean> }).isKnown;
}

/**
 * Whether an output is secret.
 * @param input - The output to ask.
 */
export async function isSecret(input: pulumi.Input<unknown>): Promise<boolean> {
  return pulumi.isSecret(pulumi.output(input));
}
