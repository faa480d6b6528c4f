import "./rules.css";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { call, type Listing, type Rule } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { Chip } from "../ui/Chip.tsx";
import { count } from "../ui/format.ts";
import { useKeys } from "../ui/keys.ts";
import { Bones, Empty, Failed } from "../ui/States.tsx";
import { useTime } from "../ui/useTime.ts";
import { writingOf } from "./draft.ts";
import { Sentence } from "./Sentence.tsx";

export const looks = { draft: "warn", live: "good", paused: "state" } as const;

export function Rules() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const rules = useQuery({ queryKey: ["rules"], queryFn: ({ signal }) => call<Listing<Rule>>("/rules", { signal }) });
  const create = () => void navigate({ to: "/rules/$ruleId", params: { ruleId: "new" } });
  useKeys({ n: create });
  return (
    <div className="page rules">
      <header className="bar" style={{ paddingInline: 32 }}>
        <h1>{t("rules.list")}</h1>
        <span className="grow" />
        <Button look="go" icon="plus" keys="N" onClick={create}>
          {t("rules.create")}
        </Button>
      </header>
      <p className="about dim">{t("rules.about")}</p>
      <div className="body">
        {rules.isPending ? (
          <Bones rows={4} height={24} gap={28} />
        ) : rules.isError ? (
          <Failed error={rules.error} retry={() => void rules.refetch()} />
        ) : rules.data.items.length === 0 ? (
          <Empty action={<Button onClick={create}>{t("rules.first")}</Button>}>{t("rules.empty")}</Empty>
        ) : (
          <Table rules={rules.data.items} />
        )}
      </div>
    </div>
  );
}

function Table({ rules }: { rules: Rule[] }) {
  const { t } = useTranslation();
  const time = useTime();
  const navigate = useNavigate();
  return (
    <table className="table">
      <thead>
        <tr>
          <th>{t("rules.col.rule")}</th>
          <th>{t("rules.col.state")}</th>
          <th className="num">{t("rules.col.people")}</th>
          <th className="num less">{t("rules.col.since")}</th>
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => (
          <tr key={rule.id} onClick={() => void navigate({ to: "/rules/$ruleId", params: { ruleId: rule.id } })}>
            <td>
              <button type="button" className="name">
                「{rule.tag.name}」
              </button>
              <Sentence plain writing={writingOf(rule)} />
            </td>
            <td>
              <Chip look={looks[rule.state]} dot={rule.state !== "paused"}>
                {t(`rules.state.${rule.state}`)}
              </Chip>
            </td>
            <td className="num">{count(rule.customers)}</td>
            <td className="num faint less">{rule.liveSince ? time.date(rule.liveSince) : "–"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
