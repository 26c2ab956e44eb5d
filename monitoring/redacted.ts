/** Shorter texts are parts of words, and no secret that protects anything. */
const shortestSecret = 4;

/**
 * Takes secrets out of a sentence, as they are and as a URL or JSON has them. A service may repeat what it was sent.
 * @param sentence - The sentence.
 * @param secrets - The secrets.
 * @returns The sentence with `[secret]` in their place.
 */
export function redacted(sentence: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= shortestSecret)
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      Buffer.from(secret).toString("base64"),
    ])
    .sort((left, right) => right.length - left.length)
    .reduce((text, secret) => text.replaceAll(secret, "[secret]"), sentence);
}
