export { reviewAsHtml } from "./html";
export { reviewAsJson, reviewJsonVersion } from "./json";
export { reviewAsMarkdown } from "./markdown";
export type { ReviewOptions } from "../judgement/judgement";
export { reviewPlan, type Review } from "./review";
