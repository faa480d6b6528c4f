import { Link, useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button.tsx";
import { Empty } from "../ui/States.tsx";

export function Broken() {
  const { t } = useTranslation();
  return (
    <div className="broken">
      <Empty
        middle
        action={
          <Button onClick={() => location.reload()} icon="retry">
            {t("do.retry")}
          </Button>
        }
      >
        {t("fail.broken")}
      </Empty>
    </div>
  );
}

export function Missing() {
  const { t } = useTranslation();
  const router = useRouter();
  return (
    <div className="broken">
      <Empty
        middle
        action={
          <Link className="btn" to="/" onClick={() => router.invalidate()}>
            {t("nav.home")}
          </Link>
        }
      >
        {t("fail.missing")}
      </Empty>
    </div>
  );
}
