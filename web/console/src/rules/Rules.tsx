export function Rules() {
  return <div />;
}
