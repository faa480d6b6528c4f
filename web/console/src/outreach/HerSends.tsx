import "./outreach.css";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Section } from "../customers/Person.tsx";
import { Button } from "../ui/Button.tsx";
import { Bones, Empty, Failed, reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { useTime } from "../ui/useTime.ts";
import { useBarred, useSends } from "./data.ts";
import { OneSend } from "./OneSend.tsx";

const SHOWN = 8;

/// What was sent to a customer, what waits, what did not go: each with its reason.
export function HerSends({ customerId, name }: { customerId: string; name: string | null }) {
  const { t } = useTranslation();
  const sends = useSends({ customer: customerId }, SHOWN);
  const all = sends.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section
      title={t("outreach.hers")}
      end={
        name && (
          <Link to="/sends" search={{ q: name }} className="link small">
            {t("outreach.all")}
          </Link>
        )
      }
    >
      {sends.isPending ? (
        <Bones rows={2} />
      ) : sends.isError ? (
        <Failed error={sends.error} retry={() => void sends.refetch()} />
      ) : all.length === 0 ? (
        <Empty>{t("outreach.emptyHers")}</Empty>
      ) : (
        <ul className="sends">
          {all.map((send) => (
            <OneSend key={send.id} send={send} />
          ))}
        </ul>
      )}
      {sends.hasNextPage && (
        <Button small look="quiet" onClick={() => void sends.fetchNextPage()} disabled={sends.isFetchingNextPage}>
          {t("outreach.more")}
        </Button>
      )}
      <Bar customerId={customerId} />
    </Section>
  );
}

function Bar({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const time = useTime();
  const barred = useBarred(customerId);
  const set = (on: boolean) => {
    barred.set(on).then(
      () => toast(t(on ? "outreach.barredNow" : "outreach.unbarredNow"), { undo: () => set(!on) }),
      (refusal: unknown) => toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown"))),
    );
  };
  return (
    <div className="row" style={{ marginTop: 6 }}>
      {barred.at && <span className="grow small">{t("outreach.barredSince", { at: time.moment(barred.at) })}</span>}
      <Button small look={barred.at ? "plain" : "bad"} onClick={() => set(!barred.at)}>
        {t(barred.at ? "outreach.unbar" : "outreach.bar")}
      </Button>
    </div>
  );
}
