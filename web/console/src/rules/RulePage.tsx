export function RulePage() {
  return <div />;
}
