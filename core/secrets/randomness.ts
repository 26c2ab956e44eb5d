/** The shortest text of which the look says anything, in characters. */
const shortest = 12;

/** Bits for each character that a text of chance has at least: words and hostnames of that length have fewer, or no digits. */
const leastBits = 3;

/** What is long and mixed, and names something: ARNs, URNs, paths, variables to be filled in, and what is hidden already. */
const naming = /^(?:arn|urn):|^\[secret|^\$|\$\{|^\/|^https?:|^<|^\*+$/i;

/**
 * Base64 that may begin with `/` and is no path all the same: secret access keys, of 40 characters, and what is longer.
 * Source: AWS IAM user guide, id_credentials_access-keys (the example wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY).
 */
const base64Key = /^(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9/+]{40,}={0,2}$/;

/**
 * Whether a text looks as if chance had written it. Only for what a name calls a key or a password: ids, hashes, certificates and
 * the proofs in TXT records look the same and are no secrets.
 * @param text - A value without spaces.
 * @returns True for 12 characters or more with letters and digits, of which few repeat.
 */
export function looksRandom(text: string): boolean {
  return (
    text.length >= shortest &&
    /[A-Za-z]/.test(text) &&
    /\d/.test(text) &&
    (base64Key.test(text) || !naming.test(text)) &&
    bitsPerCharacter(text.slice(0, 256)) >= leastBits
  );
}

/** Shannon's entropy of the characters of a text. */
function bitsPerCharacter(text: string): number {
  const counts = new Map<string, number>();
  for (const sign of text) {
    counts.set(sign, (counts.get(sign) ?? 0) + 1);
  }
  const shares = [...counts.values()].map((count) => count / text.length);
  return -shares.reduce((sum, share) => sum + share * Math.log2(share), 0);
}
