import { useRef } from "preact/hooks";
import { AccountFace } from "../shell/Icon";
import { useNow } from "../shell/time";
import { say } from "../shell/words";
import { Composer } from "./Composer";
import { follow, unfollow, type Person } from "./phoneApi";
import { Press, PressContext } from "./Press";
import { Thread, ZONE } from "./Thread";
import { quickRepliesOf, timeIn } from "./thread";
import { usePhone } from "./usePhone";

interface Props {
  readonly person: Person;
  /** The friendship changed. */
  readonly changed: () => Promise<void>;
}

/** The phone of one person, open at the chat with the shop's official account. */
export function LinePhone({ person, changed }: Props) {
  const phone = usePhone(person.userId);
  const photo = useRef<HTMLInputElement>(null);
  const items = phone.items ?? [];
  const befriend = (how: (userId: string) => Promise<unknown>) =>
    phone.attempt(async () => {
      await how(person.userId);
      await changed();
    });
  const stranger = !person.following && items.length === 0;
  const presses = {
    message: (text: string) => void phone.send({ type: "text", text }),
    postback: (data: string, shown: string) => void phone.postback(data, shown),
    camera: () => photo.current?.click(),
  };
  return (
    <section class="phone" aria-label={say("phoneOf", { name: person.displayName })}>
      <div class="screen">
        <StatusBar />
        <header class="chat-head">
          <AccountFace />
          <h2>{say("account")}</h2>
          {person.following && (
            <button type="button" onClick={() => void befriend(unfollow)}>
              {say("block")}
            </button>
          )}
        </header>
        {!phone.online && (
          <p class="offline" role="status">
            {say("offline")}
          </p>
        )}
        <PressContext.Provider value={presses}>
          {stranger && phone.items ? (
            <Stranger befriend={() => void befriend(follow)} />
          ) : (
            <Thread key={person.userId} items={items} unsend={(id) => void phone.unsend(id)} />
          )}
          {phone.failure && (
            <p class="failure" role="alert">
              <span>
                {say("failed")}：{phone.failure.reason}
              </span>
              <button type="button" onClick={phone.failure.again}>
                {say("again")}
              </button>
            </p>
          )}
          {person.following && <QuickReplies items={items} />}
        </PressContext.Provider>
        {person.following && <Composer send={(message) => void phone.send(message)} photo={photo} />}
        {!person.following && !stranger && <Blocked unblock={() => void befriend(follow)} />}
      </div>
    </section>
  );
}

function QuickReplies({ items }: { items: Parameters<typeof quickRepliesOf>[0] }) {
  const replies = quickRepliesOf(items);
  if (replies.length === 0) return null;
  return (
    <div class="quick-replies" role="group" aria-label={say("quickReplies")}>
      {replies.map(({ icon, action }, index) => (
        <Press key={`${items.at(-1)?.id}-${index}`} action={action} class="quick-reply">
          {icon && <img src={icon} alt="" />}
          {action.label}
        </Press>
      ))}
    </div>
  );
}

function Stranger({ befriend }: { befriend: () => void }) {
  return (
    <div class="stranger">
      <AccountFace />
      <b>{say("account")}</b>
      <p>{say("addFriendAbout")}</p>
      <button class="befriend" type="button" onClick={befriend}>
        {say("addFriend")}
      </button>
    </div>
  );
}

function Blocked({ unblock }: { unblock: () => void }) {
  return (
    <div class="blocked">
      <p>{say("blockedAbout")}</p>
      <button type="button" onClick={unblock}>
        {say("unblock")}
      </button>
    </div>
  );
}


export function StatusBar() {
  const now = useNow();
  return (
    <div class="status-bar num" aria-hidden="true">
      <span>{timeIn(now, ZONE)}</span>
      <span>5G　82%</span>
    </div>
  );
}
