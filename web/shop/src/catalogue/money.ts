export const CURRENCY = "TWD";

/** New Taiwan dollars are written whole: NT$1,280. */
export function money(amount: number): string {
  return `NT$${amount.toLocaleString("en-US", { maximumFractionDigits: 0 })}`;
}
