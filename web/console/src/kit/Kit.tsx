export function Kit() {
  return <div />;
}
