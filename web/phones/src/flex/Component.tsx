import { Press } from "../line/Press";
import { readAction } from "../line/messages";
import { list, object, pictureAddress, text, type Json } from "../shell/json";
import {
  boxStyle,
  buttonStyle,
  colour,
  layoutOf,
  pictureStyle,
  placeStyle,
  spanStyle,
  textStyle,
  type Layout,
  type Style,
} from "./style";

/** One element of a bubble and all within it; kinds nobody told us of take no room. */
export function Component({ component, parent }: { component: Json; parent: Layout }) {
  const place = placeStyle(component, parent);
  switch (component["type"]) {
    case "box":
      return <Box box={component} place={place} />;
    case "text":
      return <Text component={component} style={{ ...textStyle(component), ...place }} />;
    case "image":
      return <Picture component={component} place={place} />;
    case "video":
      return <Picture component={{ ...component, url: component["previewUrl"], size: "full" }} place={place} />;
    case "icon":
      return (
        <img
          class="flex-icon"
          style={{ ...place, ...iconStyle(component) }}
          src={pictureAddress(component["url"])}
          alt=""
        />
      );
    case "button":
      return <Button component={component} place={place} />;
    case "separator":
      return <span class="flex-separator" data-parent={parent} style={{ ...place, ...ruleStyle(component) }} />;
    case "filler":
    case "spacer":
      return <span style={{ flex: "1 1 0" }} />;
    default:
      return null;
  }
}

function Box({ box, place }: { box: Json; place: Style }) {
  const layout = layoutOf(box);
  const children = list(box["contents"]).map((child, index) => (
    <Component key={index} component={object(child)} parent={layout} />
  ));
  const style = { ...boxStyle(box), ...place };
  if (!box["action"]) {
    return (
      <div class="flex-box" style={style}>
        {children}
      </div>
    );
  }
  return (
    <Press action={readAction(box["action"])} class="flex-box flex-press" style={style}>
      {children}
    </Press>
  );
}

function Text({ component, style }: { component: Json; style: Style }) {
  const spans = list(component["contents"]).map(object);
  const shown =
    spans.length > 0
      ? spans.map((span, index) => (
          <span key={index} style={spanStyle(span)}>
            {text(span["text"])}
          </span>
        ))
      : text(component["text"]);
  if (!component["action"]) return <p style={style}>{shown}</p>;
  return (
    <Press action={readAction(component["action"])} class="flex-press" style={style}>
      {shown}
    </Press>
  );
}

function Picture({ component, place }: { component: Json; place: Style }) {
  const address = pictureAddress(component["url"]);
  if (!address) return null;
  const { "align-self": align = "center", ...picture } = pictureStyle(component);
  const image = <img class="flex-picture" style={picture} src={address} alt="" loading="lazy" />;
  const style = { display: "flex", "justify-content": align, ...place };
  if (!component["action"]) return <div style={style}>{image}</div>;
  const action = readAction(component["action"]);
  return (
    <Press action={action} class="flex-press" style={style} name={action.label}>
      {image}
    </Press>
  );
}

function Button({ component, place }: { component: Json; place: Style }) {
  const kind = component["style"] === "primary" || component["style"] === "secondary" ? component["style"] : "link";
  const height = component["height"] === "sm" ? " small" : "";
  return (
    <Press
      action={readAction(component["action"])}
      class={`flex-button ${kind}${height}`}
      style={{ ...place, ...buttonStyle(component) }}
    />
  );
}

function iconStyle(component: Json): Style {
  const { "font-size": size = "1em" } = textStyle(component);
  return { height: size };
}

function ruleStyle(component: Json): Style {
  const own = colour(component["color"]);
  return own ? { background: own } : {};
}
