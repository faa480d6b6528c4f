export function CustomerPage() {
  return <div />;
}
