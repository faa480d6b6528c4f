import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { call, type Listing, type Member } from "@parley/api";
import { useSession } from "../app/session.ts";
import { Chip } from "../ui/Chip.tsx";
import { Face, Seal } from "../ui/People.tsx";
import { Bones, Failed } from "../ui/States.tsx";
import { Part } from "./Part.tsx";

export function Team() {
  const { t } = useTranslation();
  const me = useSession()?.member.id;
  const members = useQuery({
    queryKey: ["members"],
    queryFn: ({ signal }) => call<Listing<Member>>("/members", { signal }),
  });
  return (
    <Part id="members" title={t("settings.members")} about={t("settings.membersAbout")}>
      {members.isPending && <Bones rows={3} />}
      {members.isError && <Failed error={members.error} retry={() => void members.refetch()} />}
      <ul>
        {members.data?.items.map((member) => (
          <li key={member.id} className="site" style={{ minHeight: 52, gap: 12 }}>
            <Face name={member.name} id={member.id} />
            <span className="grow">
              {member.name}
              <br />
              <span className="over">{member.email}</span>
            </span>
            {member.id === me && <Chip>{t("settings.you")}</Chip>}
            <span className="row small dim">
              <Seal voice={member.voice} />
              {t(`voice.${member.voice}.name`)}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}
