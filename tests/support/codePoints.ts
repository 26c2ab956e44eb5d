import fc from "fast-check";

/** Where the halves of surrogate pairs begin, which are no code points by themselves, and how many they are. */
const surrogates = { first: 0xd800, count: 0x800 };
const last = 0x10ffff;

/**
 * Any code point of Unicode, as the unit of texts: what fast-check calls `binary`, but that a text is split by arithmetic, where
 * fast-check lists all of them in a second and 100 megabytes of each process.
 */
export const codePoint: fc.Arbitrary<string> = fc.nat(last - surrogates.count).map(
  (number) => String.fromCodePoint(number < surrogates.first ? number : number + surrogates.count),
  (text) => {
    const [only, ...more] = typeof text === "string" ? [...text] : [];
    const point = only?.codePointAt(0) ?? last + 1;
    const isHalf = point >= surrogates.first && point < surrogates.first + surrogates.count;
    if (more.length > 0 || point > last || isHalf) {
      throw new Error("not one code point");
    }
    return point < surrogates.first ? point : point - surrogates.count;
  },
);
