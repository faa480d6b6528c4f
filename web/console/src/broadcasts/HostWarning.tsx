import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { call, type LinkHost } from "@parley/api";

/// Said before anything is sent: the shop's own host of links answers no more, so nobody could open them.
export function HostWarning() {
  const { t } = useTranslation();
  const known = useQuery({
    queryKey: ["outreach", "link-host"],
    staleTime: 60_000,
    queryFn: ({ signal }) => call<LinkHost>("/outreach/link-host", { signal }),
  });
  const { host, check } = known.data ?? {};
  if (!host || !check || check.state === "ours") return null;
  return (
    <p className="small bad-ink" role="alert">
      {t("broadcasts.hostGone", { host: host.replace(/^https?:\/\//, "") })}{" "}
      <Link className="link" to="/settings/{-$room}" params={{ room: "links" }}>
        {t("broadcasts.hostSee")}
      </Link>
    </p>
  );
}
