import type { Parcel } from "./forkedProcess";

/**
 * Answers the questions of the process that started this one, which is a `ForkedProcess` there, and ends with it.
 * @param answer - Answers a question, in plain values.
 */
export function answerParent(answer: (content: unknown) => unknown): void {
  process.on("disconnect", () => process.exit());
  process.on("message", ({ id, content }: Parcel) => {
    const reply = (parcel: Omit<Parcel, "id">): void => {
      if (process.connected) {
        process.send?.({ id, ...parcel });
      }
    };
    Promise.resolve()
      .then(() => answer(content))
      .then(
        (answered) => reply({ content: answered }),
        (error: unknown) => reply({ failure: String(error) }),
      );
  });
}
