import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type Connection, type Listing } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { Chip } from "../ui/Chip.tsx";
import { Bones, Failed, reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { Part } from "./Part.tsx";

export const CONNECTIONS = ["connections"];

/// The accounts of one kind that the shop is connected to, and a way to connect one more.
export function Connections({
  kind,
  title,
  about,
  connect,
  one,
  form,
  below,
}: {
  kind: "line" | "email";
  title: string;
  about: string;
  connect: string;
  one: (connection: Connection) => ReactNode;
  form: (done: () => void) => ReactNode;
  below?: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const connections = useQuery({
    queryKey: CONNECTIONS,
    queryFn: ({ signal }) => call<Listing<Connection>>("/connections", { signal }),
  });
  const mine = connections.data?.items.filter((each) => each.kind === kind) ?? [];
  return (
    <Part id={kind} title={title} about={about}>
      {connections.isPending && <Bones rows={2} />}
      {connections.isError && <Failed error={connections.error} retry={() => void connections.refetch()} />}
      {mine.map(one)}
      {mine.length > 0 && below}
      {open
        ? form(() => setOpen(false))
        : connections.data && (
            <div>
              <Button icon="plus" onClick={() => setOpen(true)}>
                {connect}
              </Button>
            </div>
          )}
    </Part>
  );
}

/// Its name, how it is, and a way to part with it that can be taken back; `children` stand between.
export function Head({ connection, children }: { connection: Connection; children: ReactNode }) {
  const { t } = useTranslation();
  const disconnect = useDisconnect(connection);
  return (
    <div className="row wrap" data-ch={connection.kind}>
      <span className="dot" />
      <b>{connection.name}</b>
      {connection.state === "connected" ? (
        <Chip look="good" icon="check">
          {t("settings.connected")}
        </Chip>
      ) : (
        <Chip look="bad" icon="warn">
          {t("settings.error")}
        </Chip>
      )}
      {children}
      <Button look="bad" small onClick={disconnect}>
        {t("settings.disconnect")}
      </Button>
    </div>
  );
}

function useDisconnect(connection: Connection) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const reread = () => void queries.invalidateQueries({ queryKey: CONNECTIONS });
  return () => {
    queries.setQueryData<Listing<Connection>>(
      CONNECTIONS,
      (now) => now && { ...now, items: now.items.filter((each) => each.id !== connection.id) },
    );
    toast(t("settings.disconnected", { name: connection.name }), {
      undo: reread,
      commit: () =>
        void call(`/connections/${connection.id}`, { method: "DELETE", keepalive: true }).then(
          reread,
          (refusal: unknown) => {
            reread();
            toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown")));
          },
        ),
    });
  };
}
