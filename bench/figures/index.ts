import type { Figure } from "../figure";
import { components } from "./components";
import { doctor } from "./doctor";
import { imports } from "./imports";
import { logs } from "./logs";
import { preview } from "./preview";
import { rehearsal } from "./rehearsal";
import { review } from "./review";
import { scale } from "./scale";

/** Every figure, in the order in which they run. */
export const figures: readonly Figure[] = [
  imports,
  review,
  rehearsal,
  preview,
  components,
  scale,
  logs,
  doctor,
];
