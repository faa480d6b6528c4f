import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BroadcastPreview, Reckoning } from "@parley/api";
import { useSession } from "../app/session.ts";
import { ChannelName, channelWord } from "../ui/Chip.tsx";
import { MessageContent } from "../ui/Content.tsx";
import { count, money } from "../ui/format.ts";
import { Failed } from "../ui/States.tsx";
import { HostWarning } from "./HostWarning.tsx";
import { MailScreen } from "./MailScreen.tsx";

/// What it comes to if it is sent now, and what one of them will see on each of her screens.
export function Beside({ reckoning, stale, error, preview }: {
  reckoning: Reckoning | undefined;
  stale: boolean;
  error: unknown;
  preview: BroadcastPreview | undefined;
}) {
  const { t } = useTranslation();
  return (
    <aside className={stale ? "live-col stale" : "live-col"}>
      <p className="over">{t("broadcasts.reckon.title")}</p>
      <HostWarning />
      {error ? <Failed error={error} /> : <Figures reckoning={reckoning} />}
      <Phones preview={preview} />
    </aside>
  );
}

/// Who gets it, at once or later.
export const gets = (reckoning: Reckoning) =>
  [...reckoning.reached, ...reckoning.missed.filter((one) => one.later)].reduce((sum, one) => sum + one.people, 0);

export function Figures({ reckoning }: { reckoning: Reckoning | undefined }) {
  const { t } = useTranslation();
  const currency = useSession()?.workspace.currency ?? "TWD";
  if (!reckoning) return <p className="fig num">–</p>;
  const need = reckoning.reached.filter((one) => one.channel === "line").reduce((sum, one) => sum + one.people, 0);
  const short = reckoning.quotaLeft !== null && need > reckoning.quotaLeft;
  return (
    <div role="status">
      <p className="fig num">
        {!(reckoning.exact && reckoning.looked >= reckoning.people) && (
          <small className="about">{t("broadcasts.reckon.about")}</small>
        )}
        {count(gets(reckoning))}
        <small className="about"> {t("broadcasts.reckon.reach")}</small>
      </p>
      {reckoning.looked < reckoning.people && reckoning.looked > 0 && (
        <p className="over">{t("broadcasts.reckon.looked", { n: count(reckoning.looked) })}</p>
      )}
      <dl className="sums num">
        {reckoning.reached.length === 0 && reckoning.people > 0 && <dt className="warn-ink">{t("broadcasts.reckon.nobody")}</dt>}
        {reckoning.reached.map((one) => (
          <Line key={one.channel} figure={one.people}>
            <ChannelName channel={one.channel} />
          </Line>
        ))}
        {reckoning.missed.map((one) => (
          <Line key={one.reason} figure={one.people} faint={!one.later}>
            {t(`broadcasts.reason.${one.reason}`)}
          </Line>
        ))}
        {reckoning.heldOut > 0 && (
          <Line figure={reckoning.heldOut} faint>
            {t("broadcasts.reckon.heldOut")}
          </Line>
        )}
        <Line figure={reckoning.people}>{t("broadcasts.reckon.people")}</Line>
        <div className="total">
          <dt>{t("broadcasts.reckon.cost")}</dt>
          <dd>{money({ amount: reckoning.cost, currency })}</dd>
        </div>
      </dl>
      {reckoning.quotaLeft !== null && (
        <p className={short ? "small bad-ink" : "small faint"}>
          {short
            ? t("broadcasts.reckon.over", { need: count(need), left: count(reckoning.quotaLeft) })
            : t("broadcasts.reckon.quota", { left: count(reckoning.quotaLeft) })}
        </p>
      )}
    </div>
  );
}

function Line({ figure, faint, children }: { figure: number; faint?: boolean; children: React.ReactNode }) {
  return (
    <div className={faint ? "faint" : ""}>
      <dt>{children}</dt>
      <dd>{count(figure)}</dd>
    </div>
  );
}

function Phones({ preview }: { preview: BroadcastPreview | undefined }) {
  const { t } = useTranslation();
  const [chosen, choose] = useState<string | null>(null);
  const screens = preview?.variants[0]?.screens ?? [];
  const channel = screens.some((one) => one.channel === chosen) ? chosen : (screens[0]?.channel ?? null);
  return (
    <section className="phones" aria-label={t("broadcasts.preview")}>
      <h2>
        {preview?.customer?.name
          ? t("broadcasts.previewFor", { name: preview.customer.name })
          : preview && !preview.customer
            ? t("broadcasts.previewNobody")
            : t("broadcasts.preview")}
      </h2>
      {screens.length > 1 && (
        <div className="tabs small-tabs" role="tablist" aria-label={t("broadcasts.preview")}>
          {screens.map((one) => (
            <button
              key={one.channel}
              type="button"
              role="tab"
              aria-selected={one.channel === channel}
              onClick={() => choose(one.channel)}
            >
              {channelWord(one.channel, t)}
            </button>
          ))}
        </div>
      )}
      {preview?.variants.map((variant, index) => {
        const screen = variant.screens.find((one) => one.channel === channel);
        return (
          screen && (
            <div key={index} className="phone" data-ch={screen.channel}>
              {preview.variants.length > 1 && (
                <p className="over">{t("broadcasts.version", { name: index === 0 ? "A" : "B" })}</p>
              )}
              {screen.subject && <p className="strong">{screen.subject}</p>}
              {screen.content?.kind === "mail" ? (
                <MailScreen mail={screen.content} />
              ) : (
                screen.content && <MessageContent content={screen.content} />
              )}
              {screen.refused && <p className="small bad-ink">{screen.refused}</p>}
            </div>
          )
        );
      })}
    </section>
  );
}
