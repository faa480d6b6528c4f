import { money } from "../catalogue/money";

interface Option<Id extends string> {
  readonly id: Id;
  readonly name: string;
  readonly fee?: number;
}

interface Props<Id extends string> {
  readonly name: string;
  readonly label: string;
  readonly options: readonly Option<Id>[];
  readonly chosen: Id;
  readonly choose: (id: Id) => void;
}

export function Choices<Id extends string>({ name, label, options, chosen, choose }: Props<Id>) {
  return (
    <fieldset class="choices">
      <legend class="sr">{label}</legend>
      {options.map((option) => (
        <label key={option.id}>
          <input
            type="radio"
            name={name}
            value={option.id}
            checked={option.id === chosen}
            onChange={() => choose(option.id)}
          />
          <span>{option.name}</span>
          {option.fee !== undefined && <span class="num fine">{money(option.fee)}</span>}
        </label>
      ))}
    </fieldset>
  );
}
