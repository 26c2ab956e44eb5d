import { Socket } from "node:net";
import type { Parcel } from "./forkedProcess";

/** Between two looks at whether the parent is still there, in milliseconds. */
const lookMilliseconds = 1000;

/**
 * Answers the questions of the process that started this one, which is a `ForkedProcess` there, and ends with it.
 * @param answer - Answers a question, in plain values, or by a connection, which the parent gets.
 */
export function answerParent(answer: (content: unknown) => unknown): void {
  process.on("disconnect", () => process.exit());
  // Where the parent is killed while a connection is on its way to it, Node.js emits no "disconnect".
  setInterval(() => process.connected || process.exit(), lookMilliseconds).unref();
  process.on("message", ({ id, content }: Parcel) => {
    const reply = (parcel: Omit<Parcel, "id">, socket?: Socket): void => {
      if (process.connected) {
        process.send?.({ id, ...parcel }, socket);
      }
    };
    Promise.resolve()
      .then(() => answer(content))
      .then(
        (answered) =>
          answered instanceof Socket ? reply({}, answered) : reply({ content: answered }),
        (error: unknown) => reply({ failure: String(error) }),
      );
  });
}
