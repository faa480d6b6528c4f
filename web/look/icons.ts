/// Line icons on a 24 × 24 grid, drawn with a 1.5 px stroke of the text colour; each is the inside of one <svg>.
/// They are separate constants so that the widget ships only those it names.

export const home = '<path d="M4 11.5 12 4.5l8 7M6 10v9.5h12V10M10 19.5v-5h4v5"/>';
export const chat = '<path d="M4 5.5h16v11h-8.5L7 20v-3.5H4z"/>';
export const people =
  '<circle cx="9" cy="8.5" r="3.5"/>' +
  '<path d="M3 19.5c.4-3.4 2.8-5.3 6-5.3s5.6 1.9 6 5.3M15.5 5.3a3.5 3.5 0 0 1 0 6.4M17.8 14.7c1.8.8 ' +
  '2.9 2.4 3.2 4.8"/>';
export const tag = '<path d="M4 4.5h7.5l8.5 8.5-7 7L4.5 11.5z"/><circle cx="8.5" cy="8.5" r="1.2"/>';
export const horn = '<path d="M4 10v4h3l8 4V6L7 10zM18 9.5a4 4 0 0 1 0 5M8 14.5l1.2 5h2.3"/>';
export const gear =
  '<circle cx="12" cy="12" r="3"/>' +
  '<path d="M12 3.5v2.7M12 17.8v2.7M20.5 12h-2.7M6.2 12H3.5M18 6l-1.9 1.9M7.9 16.1 6 18M18 ' +
  '18l-1.9-1.9M7.9 7.9 6 6"/>';
export const search = '<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5 5"/>';
export const filter = '<path d="M4 7h16M7 12h10M10 17h4"/>';
export const down = '<path d="m7 10 5 5 5-5"/>';
export const left = '<path d="m14 7-5 5 5 5"/>';
export const right = '<path d="m10 7 5 5-5 5"/>';
export const x = '<path d="m6 6 12 12M18 6 6 18"/>';
export const plus = '<path d="M12 5v14M5 12h14"/>';
export const check = '<path d="m5 12.5 4.5 4.5L19 7"/>';
export const checks = '<path d="m2.5 12.5 4 4L15 8M11 16l.5.5L20 8" />';
export const clock = '<circle cx="12" cy="12" r="8"/><path d="M12 7.5V12l3 2"/>';
export const note = '<path d="M5 4.5h14v9.5l-5.5 5.5H5zM19 14h-5.5v5.5M8.5 9h7M8.5 12.5h3"/>';
export const clip =
  '<path d="m19 11-7.5 7.5a4.5 4.5 0 0 1-6.4-6.4L13 4.3a3 3 0 0 1 4.3 4.2l-7.7 7.7a1.5 1.5 0 0 ' +
  '1-2.1-2.1L14.5 7"/>';
export const ticket =
  '<path d="M4 7.5h16v3a1.5 1.5 0 0 0 0 3v3H4v-3a1.5 1.5 0 0 0 0-3zM14 7.5V9M14 11.3v1.4M14 15v1.5"/>';
export const bag = '<path d="M5 8.5h14l1 11.5H4zM8.5 11V7a3.5 3.5 0 0 1 7 0v4"/>';
export const smile = '<circle cx="12" cy="12" r="8"/><path d="M8.5 14c1.8 2.3 5.2 2.3 7 0M9.3 9.7v.1M14.7 9.7v.1"/>';
export const user = '<circle cx="12" cy="8.5" r="3.7"/><path d="M5 20c.5-3.8 3.3-6 7-6s6.5 2.2 7 6"/>';
export const dots = '<path d="M6 12h.01M12 12h.01M18 12h.01" stroke-width="2.6"/>';
export const warn = '<path d="M12 4.5 21 19.5H3zM12 10v4.5M12 17v.1"/>';
export const link =
  '<path d="M10 14a4 4 0 0 0 6 .3l3-3a4 4 0 0 0-5.7-5.7l-1.3 1.3M14 10a4 4 0 0 0-6-.3l-3 3a4 4 0 0 0 ' +
  '5.7 5.7l1.3-1.3"/>';
export const eye =
  '<path d="M2.5 12C5 7.5 8.3 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.8 6.5-9.5 6.5S5 16.5 2.5 12z"/>' +
  '<circle cx="12" cy="12" r="2.8"/>';
export const undo = '<path d="M5 9.5h9.5a5 5 0 0 1 0 10H8M5 9.5 9 5.5M5 9.5l4 4"/>';
export const bolt = '<path d="M13 3.5 5.5 13.5H11l-1 7 8-10.5h-5.5z"/>';
export const chart = '<path d="M4 4.5v15h16M8 15.5v-3M12 15.5V8M16 15.5v-5.5"/>';
export const card = '<rect x="3.5" y="6" width="17" height="12.5" rx="2"/><path d="M3.5 10.5h17M7 15h3"/>';
export const up = '<path d="m7 14 5-5 5 5"/>';
export const image =
  '<rect x="3.5" y="5" width="17" height="14" rx="2"/>' +
  '<circle cx="8.5" cy="9.5" r="1.4"/>' +
  '<path d="m4 17 5-4.5 3.5 3 3-2.5 5 4"/>';
export const send = '<path d="M12 19.5v-15M6 10.5l6-6 6 6"/>';
export const sun =
  '<circle cx="12" cy="12" r="3.7"/>' +
  '<path d="M12 3.5v2M12 18.5v2M3.5 12h2M18.5 12h2M6 6l1.4 1.4M16.6 16.6 18 18M18 6l-1.4 1.4M7.4 ' +
  '16.6 6 18"/>';
export const moon = '<path d="M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z"/>';
export const half = '<circle cx="12" cy="12" r="8"/><path d="M12 4v16M12 8.5h5.5M12 12h7.5M12 15.5h5.5"/>';
export const globe =
  '<circle cx="12" cy="12" r="8.2"/>' +
  '<path d="M4 12h16M12 3.8c2.6 2.5 3.6 5.3 3.6 8.2S14.6 17.7 12 20.2C9.4 17.7 8.4 14.9 8.4 12S9.4 ' +
  '6.3 12 3.8z"/>';
export const out = '<path d="M14 5H6v14h8M10.5 12H20M16.5 8.5 20 12l-3.5 3.5"/>';
export const copy =
  '<rect x="8.5" y="8.5" width="11" height="11" rx="2"/>' +
  '<path d="M15.5 8.5v-3a1 1 0 0 0-1-1h-9a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1h3"/>';
export const retry = '<path d="M19 12a7 7 0 1 1-2.2-5.1M19 4.5v4h-4"/>';
export const trash = '<path d="M5 7h14M9.5 7V4.5h5V7M7 7l.8 12.5h8.4L17 7M10.5 10.5v5.5M13.5 10.5v5.5"/>';
export const pause = '<path d="M9 6v12M15 6v12"/>';
export const play = '<path d="M8 5.5v13l10-6.5z"/>';
export const file = '<path d="M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5"/>';
export const place =
  '<path d="M12 20.5S5.5 14.7 5.5 10a6.5 6.5 0 0 1 13 0c0 4.7-6.5 10.5-6.5 10.5z"/>' +
  '<circle cx="12" cy="10" r="2.3"/>';
export const sound = '<path d="M5 9.5v5h3.5l4.5 4v-13l-4.5 4zM16.5 9c1.5 1.7 1.5 4.3 0 6"/>';
export const sticker =
  '<path d="M4.5 6a1.5 1.5 0 0 1 1.5-1.5h12A1.5 1.5 0 0 1 19.5 6v8l-5.5 5.5H6A1.5 1.5 0 0 1 4.5 ' +
  '18zM19.5 14H14v5.5M9 9.5v.1M14.5 9.5v.1"/>';
export const site = '<rect x="3.5" y="5" width="17" height="14" rx="2"/><path d="M3.5 9h17M6.5 7v.1M9 7v.1"/>';
export const key = '<circle cx="8" cy="15.5" r="3.7"/><path d="m10.7 12.8 8.3-8.3M15.5 8l2.7 2.7"/>';
export const edit = '<path d="M5 19l1-4L16.5 4.5l3 3L9 18zM14.5 6.5l3 3"/>';
export const wifi =
  '<path d="M4 10c4.7-4.5 11.3-4.5 16 0M7 13.3c3-2.7 7-2.7 10 0M10 16.5c1.2-1 2.8-1 4 0M12 19.2v.1"/>';

export const grip =
  '<path d="M9.5 6h.01M9.5 12h.01M9.5 18h.01M14.5 6h.01M14.5 12h.01M14.5 18h.01" stroke-width="2.4"/>';

/// The mark 「」 in its persimmon seal, on a 32 × 32 grid; it brings its own colours.
export const mark =
  '<rect width="32" height="32" rx="8" fill="var(--accent)"/>' +
  '<path d="M9 19.5V8.5h8" fill="none" stroke="var(--on-accent)" stroke-width="3" stroke-linecap="square"/>' +
  '<path d="M23 12.5v11h-8" fill="none" stroke="var(--on-accent)" stroke-width="3" stroke-linecap="square"/>';
export const path =
  '<circle cx="6" cy="5.5" r="2.2"/><circle cx="6" cy="18.5" r="2.2"/><circle cx="18" cy="12" r="2.2"/>' +
  '<path d="M6 7.7v8.6M6 12h9.8"/>';
export const split = '<path d="M12 4v5c0 3-6 3-6 7v4M12 9c0 3 6 3 6 7v4"/>';
export const paper = '<path d="M20 4.5 3.5 11l6.5 2.5L12.5 20zM20 4.5 10 13.5"/>';
export const flag = '<path d="M6 20.5v-16h11.5l-2.500 4 2.500 4H6"/>';
