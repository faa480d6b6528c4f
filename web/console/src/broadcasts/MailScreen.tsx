import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { call, type MailContent, type MailPreview } from "@parley/api";
import { Failed } from "../ui/States.tsx";

/// A mail as her mail client will show it: the very page that is sent, in a box that runs nothing.
export function MailScreen({ mail }: { mail: MailContent }) {
  const { t } = useTranslation();
  const page = useQuery({
    queryKey: ["mail-preview", mail],
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: ({ signal }) => call<MailPreview>("/mail/preview", { method: "POST", body: mail, signal }),
  });
  if (page.isError) return <Failed error={page.error} />;
  return (
    <iframe
      className="mail-screen"
      title={t("broadcasts.preview")}
      sandbox=""
      srcDoc={page.data?.html ?? ""}
      aria-busy={page.isPending}
    />
  );
}
