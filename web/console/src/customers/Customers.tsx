export function Customers() {
  return <div />;
}
