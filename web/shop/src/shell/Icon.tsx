const PATHS = {
  bag: "M5 8.500h14l1 11.500H4zM8.500 11V7a3.500 3.500 0 0 1 7 0v4",
  search: "M16.500 10.500a6 6 0 1 1-12 0 6 6 0 0 1 12 0zM15 15l5 5",
  person: "M16 8.500a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM5 20c.500-4 3.500-6 7-6s6.500 2 7 6",
  minus: "M6 12h12",
  plus: "M6 12h12M12 6v12",
  close: "m6.500 6.500 11 11M17.500 6.500l-11 11",
  arrow: "M5 12h13M13 7l5 5-5 5",
  check: "m5.500 12.500 4.500 4.500 9-10",
  light:
    "M12 3v2M12 19v2M3 12h2M19 12h2M5.600 5.600 7 7M17 17l1.400 1.400M18.400 5.600 17 7M7 17l-1.400 1.400M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0z",
  dark: "M19.500 14.500A8 8 0 0 1 9.500 4.500a8 8 0 1 0 10 10z",
  auto: "M20 12a8 8 0 1 1-16 0 8 8 0 0 1 16 0zM12 4v16M12 8h5.500M12 12h8M12 16h5.500",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

export function Kite({ class: name = "kite" }: { class?: string }) {
  return (
    <svg class={name} viewBox="0 0 40 48" aria-hidden="true" fill="none" stroke="currentColor">
      <path d="M20 2 35 19 20 36 5 19z" stroke-width="2.200" stroke-linejoin="round" />
      <path d="M20 2v34M5 19h30" stroke-width="1.400" />
      <path d="M20 36c-3 4 4 5 0 10" stroke-width="1.800" stroke-linecap="round" />
    </svg>
  );
}
