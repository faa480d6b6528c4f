export const zh = { x: "" };

export const en: typeof zh = { x: "" };
