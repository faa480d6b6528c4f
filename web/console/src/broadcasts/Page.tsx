import "./broadcasts.css";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { Bones, Failed } from "../ui/States.tsx";
import { Compose } from "./Compose.tsx";
import { useBroadcast } from "./data.ts";
import { Report } from "./Report.tsx";

const route = getRouteApi("/frame/broadcasts/$broadcastId");

/// A draft is written, what has begun is reported.
export function BroadcastPage() {
  const { broadcastId } = route.useParams();
  const fresh = broadcastId === "new";
  const [made, born] = useState<string | null>(null);
  const one = useBroadcast(broadcastId, !fresh);
  if (fresh) return <Compose key="new" draft={null} born={born} />;
  if (one.isPending)
    return (
      <div className="page">
        <Bones rows={6} height={22} />
      </div>
    );
  if (one.isError)
    return (
      <div className="page">
        <Failed error={one.error} retry={() => void one.refetch()} />
      </div>
    );
  return one.data.state === "draft" ? (
    // The draft that was begun here is written on where she is, not read anew under her fingers.
    <Compose key={broadcastId === made ? "new" : broadcastId} draft={one.data} born={born} />
  ) : <Report one={one.data} />;
}
