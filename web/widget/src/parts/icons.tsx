const PATHS = {
  down: "m7 10 5 5 5-5",
  image:
    "M6 5h12a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zM9 11.200a1.200 1.200 0 1 0 0-2.400 1.200 1.200 0 " +
    "0 0 0 2.400zM5 17.500l4.500-4 3 2.500 3.500-3.500 4 4",
  send: "M20 4.500 3.500 11l6.500 2.500L12.500 20zM20 4.500 10 13.500",
  place:
    "M12 20c-4-4.500-6-7.500-6-10.200A6 6 0 0 1 18 9.800C18 12.500 16 15.500 12 20z" +
    "M12 11.700a1.800 1.800 0 1 0 0-3.600 1.800 1.800 0 0 0 0 3.600z",
  file: "M7 4h7l4 4v12H7zM14 4v4h4",
  clock: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 7.500V12l3 2",
};

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
