import { useState } from "preact/hooks";
import { consent } from "../tracking/parley";

/** Her choice, which she may take back at any time: what the shop knew of her in this browser goes with it. */
export function ConsentSwitch() {
  const [isKnown, setKnown] = useState(localStorage.getItem("parley_consent") !== "denied");
  const choose = () => {
    consent(isKnown ? "denied" : "granted");
    setKnown(!isKnown);
  };
  return (
    <label class="consent">
      <input type="checkbox" checked={isKnown} onChange={choose} />
      讓店家記得我逛過什麼
    </label>
  );
}
