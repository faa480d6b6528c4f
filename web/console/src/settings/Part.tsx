import type { ReactNode } from "react";

/// One matter of the settings: its title, a sentence about it, and what can be done.
export function Part({
  id,
  title,
  about,
  children,
}: {
  id: string;
  title: string;
  about?: string;
  children: ReactNode;
}) {
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <header>
        <h2 id={`${id}-title`}>{title}</h2>
        {about && <p className="dim small">{about}</p>}
      </header>
      {children}
    </section>
  );
}
