/**
 * Whether a code is one of those that a monitor expects.
 * Source: Cloudflare API reference, load_balancers/monitors, `expected_codes` (a code, or a class such as `2xx`, or several with commas).
 * @param expected - The codes as the monitor has them; "" for any.
 * @param status - The code.
 */
export function codesHold(expected: string, status: number): boolean {
  const codes = expected.split(",").map((code) => code.trim().toLowerCase());
  return expected.trim() === "" || codes.some((code) => isOf(code, String(status)));
}

/** Each `x` stands for any digit. */
function isOf(code: string, status: string): boolean {
  return (
    code.length === status.length &&
    [...code].every((sign, index) => sign === "x" || sign === status[index])
  );
}
