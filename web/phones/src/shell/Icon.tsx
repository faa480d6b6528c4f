const PATHS = {
  search: "M16.500 10.500a6 6 0 1 1-12 0 6 6 0 0 1 12 0zM15 15l5 5",
  image:
    "M6 5h12a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zM10.500 9a1.500 1.500 0 1 1-3 0 1.500 1.500 0 0 1 3 0zM5 17.500l4.500-4 3 2.500 3.500-3.500 4 4",
  smile:
    "M20 12a8 8 0 1 1-16 0 8 8 0 0 1 16 0zM8.500 14c1.800 2.300 5.200 2.300 7 0M9.300 9.700v.100M14.700 9.700v.100",
  send: "M20 4.500 3.500 11l6.500 2.500L12.500 20z M20 4.500 10 13.500",
  plus: "M5 12h14M12 5v14",
  close: "m6.500 6.500 11 11M17.500 6.500l-11 11",
  down: "m7 10 5 5 5-5",
  pin: "M12 21c5-5.500 7-8.500 7-11.500A7 7 0 0 0 5 9.500C5 12.500 7 15.500 12 21zM14.500 9.500a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0z",
  person: "M16 8.500a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM5 20c.500-4 3.500-6 7-6s6.500 2 7 6",
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

/** The official account's face. */
export function AccountFace({ icon }: { icon?: string | undefined }) {
  if (icon) return <img class="face" src={icon} alt="" />;
  return (
    <span class="face" aria-hidden="true">
      <svg viewBox="0 0 40 48" fill="none" stroke="currentColor">
        <path d="M20 2 35 19 20 36 5 19z" stroke-width="2.200" stroke-linejoin="round" />
        <path d="M20 2v34M5 19h30" stroke-width="1.400" />
        <path d="M20 36c-3 4 4 5 0 10" stroke-width="1.800" stroke-linecap="round" />
      </svg>
    </span>
  );
}
