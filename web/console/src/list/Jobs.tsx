import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Bulk } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { count } from "../ui/format.ts";
import { reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { useJobs } from "./data.ts";

/// How long a job that is done stays in sight.
const IN_SIGHT_MILLIS = 10 * 60_000;
const MOST_SHOWN = 3;

/// What is being done to many customers, and what was done lately: each can be taken back.
export function Jobs() {
  const jobs = useJobs();
  const queries = useQueryClient();
  const [gone, setGone] = useState<string[]>([]);
  const ended = jobs.all.filter((job) => job.state !== "running").map((job) => job.id).join();
  const before = useRef(ended);
  // A small job has ended before it was ever seen to run: what counts is that another one is over.
  useEffect(() => {
    if (jobs.known && before.current !== ended) void queries.invalidateQueries({ queryKey: ["customers"] });
    before.current = ended;
  }, [ended, jobs.known, queries]);
  const undone = new Set(jobs.all.map((job) => job.undoes));
  const shown = jobs.all.filter(
    (job) =>
      !gone.includes(job.id) &&
      !undone.has(job.id) &&
      (job.state === "running" || Date.now() - Date.parse(job.createdAt) < IN_SIGHT_MILLIS),
  );
  return (
    <>
      {shown.slice(0, MOST_SHOWN).map((job) => (
        <Job key={job.id} job={job} undo={() => jobs.undo(job)} hide={() => setGone([...gone, job.id])} />
      ))}
    </>
  );
}

function Job({ job, undo, hide }: { job: Bulk; undo: () => Promise<Bulk>; hide: () => void }) {
  const { t } = useTranslation();
  const what = t(`list.job.${job.verb}`, { name: job.tag });
  const runs = job.state === "running";
  const takeBack = () =>
    void undo().catch((refusal: unknown) => toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown"))));
  return (
    <div className="strip" role="status">
      <b className="cut">{job.undoes ? `${t("list.job.undo")}：${what}` : what}</b>
      {runs ? (
        <>
          <progress value={job.looked} max={Math.max(job.expected, job.looked, 1)} aria-label={what} />
          <span className="num faint">
            {t(job.met === job.looked ? "list.jobRunning" : "list.jobLooking", {
              done: count(job.looked),
              total: count(Math.max(job.expected, job.looked)),
              met: count(job.met),
            })}
          </span>
        </>
      ) : (
        <span className="faint grow">
          {job.state === "stopped"
            ? t("list.jobStopped", { formatted: count(job.looked) })
            : t("list.jobDone", { formatted: count(job.changed), same: count(job.met - job.changed) })}
        </span>
      )}
      {!job.undoes && (job.changed > 0 || runs) && (
        <Button small look="quiet" icon="undo" onClick={takeBack}>
          {t("do.undo")}
        </Button>
      )}
      {!runs && <Button small look="quiet" icon="x" label={t("do.close")} onClick={hide} />}
    </div>
  );
}
