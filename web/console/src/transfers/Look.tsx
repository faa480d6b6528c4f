import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type Import, type ImportColumn, type ImportMapping, type ImportPreview } from "@parley/api";
import { useAttributeDefinitions, useAttributeLabel } from "../attributes/data.ts";
import { Button } from "../ui/Button.tsx";
import { Bones, Failed, useReason } from "../ui/States.tsx";
import { fields, usePreview } from "./data.ts";

const CHARSETS = ["UTF_8", "BIG5", "UTF_16LE", "UTF_16BE", "GB18030"];
const DELIMITERS = [",", "\t", ";", "|"];
const CHANNELS = ["web", "store", "shopee", "momo", "pchome"];
const ATTRIBUTE = "attribute";
/// Before the name of an attribute the merchant defined.
const DEFINED = "attribute:";

/// What the file looks like, and what its columns mean. The guess stands until somebody says otherwise.
export function Look({ one, onChecked }: { one: Import; onChecked: (checked: Import) => void }) {
  const [reading, setReading] = useState<{ charset: string | null; delimiter: string | null }>({
    charset: null,
    delimiter: null,
  });
  const preview = usePreview(one.id, reading.charset, reading.delimiter);
  const { t } = useTranslation();
  return (
    <div className="look">
      {preview.isPending && <Bones rows={4} />}
      {preview.isError && (
        <>
          <Failed error={preview.error} retry={() => void preview.refetch()} />
          <Button small onClick={() => setReading({ charset: null, delimiter: null })}>
            {t("transfers.backToGuess")}
          </Button>
        </>
      )}
      {preview.data && (
        <Meaning
          key={`${preview.data.charset}${preview.data.delimiter}`}
          one={one}
          preview={preview.data}
          onReading={setReading}
          onChecked={onChecked}
        />
      )}
    </div>
  );
}

interface MeaningProps {
  one: Import;
  preview: ImportPreview;
  onReading: (reading: { charset: string | null; delimiter: string | null }) => void;
  onChecked: (checked: Import) => void;
}

function Meaning({ one, preview, onReading, onChecked }: MeaningProps) {
  const { t } = useTranslation();
  const [mapping, set] = useState<ImportMapping>(preview.guess);
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null });
  const reason = useReason(state.error);
  const change = (patch: Partial<ImportMapping>) => set((now) => ({ ...now, ...patch }));
  const changeKind = async (kind: string) => {
    change({ kind });
    const guess = await call<ImportMapping>(`/imports/${one.id}/guess`, { query: { kind } }).catch(() => null);
    if (guess) set(guess);
  };
  const check = async () => {
    setState({ busy: true, error: null });
    try {
      const body = { charset: preview.charset, delimiter: preview.delimiter, mapping };
      onChecked(await call<Import>(`/imports/${one.id}/mapping`, { method: "PUT", body }));
    } catch (error) {
      setState({ busy: false, error });
    }
  };
  return (
    <>
      {preview.preset && <p className="small">{t(`transfers.preset.${preview.preset}`)}</p>}
      <div className="choices-row">
        <Pick
          label={t("transfers.what")}
          value={mapping.kind ?? "orders"}
          options={Object.keys(fields).map((kind) => [kind, t(`transfers.kind.${kind}`)])}
          onPick={(kind) => void changeKind(kind)}
        />
        {mapping.kind === "orders" && <ChannelPick channel={mapping.channel ?? "web"} onPick={(channel) => change({ channel })} />}
        {(mapping.kind === "orders" || mapping.kind === "products") && (
          <Pick
            label={t("transfers.currency")}
            value={mapping.currency ?? "TWD"}
            options={[...new Set([preview.guess.currency ?? "TWD", "TWD", "HKD", "USD"])].map((word) => [word, word])}
            onPick={(currency) => change({ currency })}
          />
        )}
        {mapping.kind !== "products" && (
          <Pick
            label={t("transfers.dates")}
            value={mapping.dateOrder ?? "month_first"}
            options={["month_first", "day_first"].map((order) => [order, t(`transfers.order.${order}`)])}
            onPick={(dateOrder) => change({ dateOrder })}
          />
        )}
        {preview.format === "csv" && (
          <>
            <Pick
              label={t("transfers.charset")}
              value={preview.charset ?? "UTF_8"}
              options={CHARSETS.map((word) => [word, word === "BIG5" ? "Big5" : word.replaceAll("_", "-")])}
              onPick={(charset) => onReading({ charset, delimiter: preview.delimiter })}
            />
            <Pick
              label={t("transfers.delimiter")}
              value={preview.delimiter ?? ","}
              options={DELIMITERS.map((mark) => [mark, t(`transfers.mark.${DELIMITERS.indexOf(mark)}`)])}
              onPick={(delimiter) => onReading({ charset: preview.charset, delimiter })}
            />
          </>
        )}
      </div>
      {mapping.kind === "customers" && (
        <label className="row small">
          <input
            type="checkbox"
            checked={mapping.verified}
            onChange={(event) => change({ verified: event.target.checked })}
          />
          {t("transfers.verified")}
        </label>
      )}
      <Columns preview={preview} mapping={mapping} onColumns={(columns) => change({ columns })} />
      {state.error !== null && (
        <p className="wrong" role="alert">
          {reason}
        </p>
      )}
      <div className="row">
        <Button look="go" disabled={state.busy} onClick={() => void check()}>
          {t(state.busy ? "transfers.checking" : "transfers.check")}
        </Button>
        <span className="over">{t("transfers.checkAbout")}</span>
      </div>
    </>
  );
}

function ChannelPick({ channel, onPick }: { channel: string; onPick: (channel: string) => void }) {
  const { t } = useTranslation();
  const known = CHANNELS.includes(channel) ? CHANNELS : [...CHANNELS, channel];
  return (
    <Pick
      label={t("transfers.channel")}
      value={channel}
      options={known.map((word) => [word, t(`transfers.where.${word}`, { defaultValue: word })])}
      onPick={onPick}
    />
  );
}

interface PickProps {
  label: string;
  value: string;
  options: (readonly [string, string])[];
  onPick: (value: string) => void;
}

function Pick({ label, value, options, onPick }: PickProps) {
  return (
    <label className="field">
      <span className="label">{label}</span>
      <select className="input" value={value} onChange={(event) => onPick(event.target.value)}>
        {options.map(([word, shown]) => (
          <option key={word} value={word}>
            {shown}
          </option>
        ))}
      </select>
    </label>
  );
}

interface ColumnsProps {
  preview: ImportPreview;
  mapping: ImportMapping;
  onColumns: (columns: ImportColumn[]) => void;
}

/// The first rows under their headings, each with what it is taken for.
function Columns({ preview, mapping, onColumns }: ColumnsProps) {
  const { t } = useTranslation();
  const columns = mapping.columns ?? [];
  const kind = mapping.kind ?? "orders";
  const meaning = (place: number) => columns.find((column) => column.place === place);
  const { all: defined } = useAttributeDefinitions();
  const labelOf = useAttributeLabel();
  const mean = (place: number, word: string) => {
    const known = word.startsWith(DEFINED) ? word.slice(DEFINED.length) : null;
    const attribute = known ?? (word === ATTRIBUTE ? (preview.headings[place] ?? "").slice(0, 60) || `${place + 1}` : null);
    const field = attribute === null ? word : null;
    const others = columns.filter(
      (column) =>
        column.place !== place &&
        (field === null || column.field !== field) &&
        (attribute === null || column.attribute !== attribute),
    );
    onColumns(word === "" ? others : [...others, { place, field, attribute }]);
  };
  const wordOf = (now: ImportColumn | undefined) =>
    !now ? "" : (now.field ?? (defined.some((one) => one.name === now.attribute) ? DEFINED + now.attribute : ATTRIBUTE));
  return (
    <div className="columns" tabIndex={0} role="region" aria-label={t("transfers.preview")}>
      <table className="table still">
        <thead>
          <tr>
            {preview.headings.map((heading, place) => {
              const now = meaning(place);
              return (
                <th key={place} data-left-out={now ? undefined : true}>
                  <span className="cut">{heading || t("transfers.noHeading", { place: place + 1 })}</span>
                  <select
                    className="input"
                    aria-label={t("transfers.meaningOf", { heading })}
                    value={wordOf(now)}
                    onChange={(event) => mean(place, event.target.value)}
                  >
                    <option value="">{t("transfers.leaveOut")}</option>
                    {(fields[kind] ?? []).map((field) => (
                      <option key={field} value={field}>
                        {t(`transfers.field.${field}`)}
                      </option>
                    ))}
                    {kind === "customers" &&
                      defined.map((one) => (
                        <option key={one.name} value={DEFINED + one.name}>
                          {labelOf(one.name) ?? one.name}
                        </option>
                      ))}
                    {kind === "customers" && <option value={ATTRIBUTE}>{t("transfers.attribute")}</option>}
                  </select>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row, number) => (
            <tr key={number}>
              {preview.headings.map((_, place) => (
                <td key={place} data-left-out={meaning(place) ? undefined : true}>
                  <span className="cut">{row[place] ?? ""}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
