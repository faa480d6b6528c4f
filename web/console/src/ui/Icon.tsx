import * as drawings from "@parley/look/icons";

export type IconName = Exclude<keyof typeof drawings, "mark">;

/// Always beside a word or inside a named control, therefore hidden from screen readers.
export function Icon({ name, size = 16 }: { name: IconName; size?: 12 | 14 | 16 | 20 }) {
  return (
    <svg
      className={size === 16 ? "i" : `i i-${size}`}
      viewBox="0 0 24 24"
      aria-hidden="true"
      dangerouslySetInnerHTML={{ __html: drawings[name] }}
    />
  );
}

export function Mark({ size = 32 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      role="img"
      aria-label="Parley"
      dangerouslySetInnerHTML={{ __html: drawings.mark }}
    />
  );
}
