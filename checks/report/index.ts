export { reviewAsHtml } from "./html";
export { reviewAsJson, reviewJsonVersion } from "./json";
export { reviewAsMarkdown } from "./markdown";
export {
  reviewPlan,
  type Review,
  type ReviewedFinding,
  type ReviewedRisk,
  type ReviewOptions,
} from "./review";
