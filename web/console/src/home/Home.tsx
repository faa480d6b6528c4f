export function Home() {
  return <div />;
}
