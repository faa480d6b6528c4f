import type { Action, Column } from "./messages";
import { Press } from "./Press";

/** Buttons and carousels: one card or a row of them. */
export function Columns({ columns, altText }: { columns: readonly Column[]; altText: string }) {
  const cards = columns.map((column, index) => <Card key={index} column={column} />);
  if (cards.length === 1) return cards[0] ?? null;
  return (
    <div class="cards" role="group" aria-label={altText} tabIndex={0}>
      {cards}
    </div>
  );
}

function Card({ column }: { column: Column }) {
  const { image, title, text, press, actions } = column;
  const picture = image && <img src={image} alt="" loading="lazy" />;
  return (
    <div class="card">
      {press ? (
        <Press action={press} class="card-picture" name={title || text || press.label}>
          {picture}
        </Press>
      ) : (
        picture && <div class="card-picture">{picture}</div>
      )}
      {(title || text) && (
        <div class="card-text">
          {title && <b>{title}</b>}
          {text && <p>{text}</p>}
        </div>
      )}
      <Actions actions={actions} />
    </div>
  );
}

export function Confirm({ text, actions }: { text: string; actions: readonly Action[] }) {
  return (
    <div class="card">
      <div class="card-text">
        <p>{text}</p>
      </div>
      <div class="side-by-side">
        <Actions actions={actions} />
      </div>
    </div>
  );
}

function Actions({ actions }: { actions: readonly Action[] }) {
  return (
    <>
      {actions.map((action, index) => (
        <Press key={index} action={action} class="card-action" />
      ))}
    </>
  );
}
