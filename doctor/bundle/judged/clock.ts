import type { Judge } from "./subject";

/** Seconds by which a clock may be off before certificates and signatures suffer. */
const tolerated = 300;

/** Whether the host's clock is right. */
export const judgeClock: Judge = ({ bundle, told }) => {
  const { pass, fail, unknown } = told("clock", "clock");
  const ahead = (Date.parse(bundle.collectedAt) - Date.now()) / 1000;
  if (ahead > tolerated) {
    return [
      fail(`it is ${Math.round(ahead)} s ahead of this machine's: the bundle is from the future`, [
        "clock-wrong",
      ]),
    ];
  }
  const { offsetSeconds, isSynchronized } = bundle.clock ?? {};
  if (offsetSeconds !== undefined) {
    const seen = `chrony says that it is off by ${offsetSeconds} s`;
    return [
      Math.abs(offsetSeconds) > tolerated
        ? fail(seen, ["clock-wrong"])
        : pass(seen, ["clock-wrong"]),
    ];
  }
  if (isSynchronized === undefined) {
    return [unknown("nothing on the host says whether its clock is right")];
  }
  return isSynchronized
    ? [pass("it is synchronized", ["clock-wrong"])]
    : [told("clock", "clock", "setting").fail("it is not synchronized", ["clock-wrong"])];
};
