import { list, object, pictureAddress, text, webAddress, type Json } from "../shell/json";

/** What pressing something does. The names are LINE's. */
export type Action =
  | { readonly type: "message"; readonly label: string; readonly text: string }
  | { readonly type: "postback"; readonly label: string; readonly data: string; readonly displayText: string }
  | { readonly type: "uri"; readonly label: string; readonly uri: string }
  | { readonly type: "clipboard"; readonly label: string; readonly clipboardText: string }
  | { readonly type: "camera"; readonly label: string }
  | { readonly type: "unsupported"; readonly label: string };

export interface Column {
  readonly image: string | undefined;
  readonly title: string;
  readonly text: string;
  readonly press: Action | undefined;
  readonly actions: readonly Action[];
}

/** What a LINE message object shows on a phone. */
export type Content =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "image"; readonly preview: string; readonly original: string }
  | { readonly kind: "sticker"; readonly packageId: string; readonly stickerId: string }
  | { readonly kind: "video"; readonly url: string; readonly preview: string | undefined }
  | { readonly kind: "audio"; readonly url: string }
  | { readonly kind: "location"; readonly title: string; readonly address: string }
  | { readonly kind: "columns"; readonly altText: string; readonly columns: readonly Column[] }
  | {
      readonly kind: "confirm";
      readonly altText: string;
      readonly text: string;
      readonly actions: readonly Action[];
    }
  | { readonly kind: "flex"; readonly altText: string; readonly bubbles: readonly Json[] }
  | { readonly kind: "removed" }
  | { readonly kind: "unsupported"; readonly what: string };

export interface QuickReply {
  readonly icon: string | undefined;
  readonly action: Action;
}

export interface Message {
  readonly content: Content;
  readonly quickReplies: readonly QuickReply[];
  /** Who the bot says is speaking, if not the account itself. */
  readonly sender: { readonly name: string; readonly icon: string | undefined } | undefined;
}

export function readMessage(value: unknown): Message {
  const message = object(value);
  const sender = object(message["sender"]);
  const name = text(sender["name"]);
  return {
    content: readContent(message),
    quickReplies: list(object(message["quickReply"])["items"]).map((item) => ({
      icon: pictureAddress(object(item)["imageUrl"]),
      action: readAction(object(item)["action"]),
    })),
    sender: name || sender["iconUrl"] ? { name, icon: pictureAddress(sender["iconUrl"]) } : undefined,
  };
}

function readContent(message: Json): Content {
  const type = text(message["type"]);
  switch (type) {
    case "text":
    case "textV2":
      return { kind: "text", text: text(message["text"]) };
    case "image":
      return readImage(message);
    case "sticker":
      return { kind: "sticker", packageId: text(message["packageId"]), stickerId: text(message["stickerId"]) };
    case "video":
    case "audio":
      return readMedia(type, message);
    case "location":
      return { kind: "location", title: text(message["title"]), address: text(message["address"]) };
    case "template":
      return readTemplate(message);
    case "flex":
      return readFlex(message);
    case "unsend":
    case "unsent":
    case "removed":
      return { kind: "removed" };
    default:
      return { kind: "unsupported", what: type || "?" };
  }
}

function readImage(message: Json): Content {
  const given = object(message["contentProvider"]);
  const addresses = [
    message["originalContentUrl"],
    given["originalContentUrl"],
    message["dataUrl"],
    message["url"],
  ];
  const original = addresses.map(pictureAddress).find((address) => address !== undefined);
  if (!original) return { kind: "unsupported", what: "image" };
  return { kind: "image", original, preview: pictureAddress(message["previewImageUrl"]) ?? original };
}

function readMedia(kind: "video" | "audio", message: Json): Content {
  const url = pictureAddress(message["originalContentUrl"]);
  if (!url) return { kind: "unsupported", what: kind };
  return kind === "audio" ? { kind, url } : { kind, url, preview: pictureAddress(message["previewImageUrl"]) };
}

function readTemplate(message: Json): Content {
  const template = object(message["template"]);
  const altText = text(message["altText"]);
  switch (template["type"]) {
    case "buttons":
      return { kind: "columns", altText, columns: [readColumn(template)] };
    case "carousel":
      return {
        kind: "columns",
        altText,
        columns: list(template["columns"]).map((column) => readColumn(object(column))),
      };
    case "image_carousel":
      return {
        kind: "columns",
        altText,
        columns: list(template["columns"]).map((column) => readPictureColumn(object(column))),
      };
    case "confirm":
      return {
        kind: "confirm",
        altText,
        text: text(template["text"]),
        actions: list(template["actions"]).map(readAction),
      };
    default:
      return altText ? { kind: "text", text: altText } : { kind: "unsupported", what: text(template["type"]) };
  }
}

function readColumn(column: Json): Column {
  return {
    image: pictureAddress(column["thumbnailImageUrl"]),
    title: text(column["title"]),
    text: text(column["text"]),
    press: column["defaultAction"] ? readAction(column["defaultAction"]) : undefined,
    actions: list(column["actions"]).map(readAction),
  };
}

function readPictureColumn(column: Json): Column {
  const press = readAction(column["action"]);
  return { image: pictureAddress(column["imageUrl"]), title: "", text: "", press, actions: [press] };
}

function readFlex(message: Json): Content {
  const altText = text(message["altText"]);
  const contents = object(message["contents"]);
  const bubbles = contents["type"] === "carousel" ? list(contents["contents"]).map(object) : [contents];
  return { kind: "flex", altText, bubbles };
}

export function readAction(value: unknown): Action {
  const action = object(value);
  const label = text(action["label"]);
  switch (action["type"]) {
    case "message":
      return { type: "message", label: label || text(action["text"]), text: text(action["text"]) };
    case "postback": {
      const shown = text(action["displayText"]) || text(action["text"]);
      return { type: "postback", label, data: text(action["data"]), displayText: shown };
    }
    case "uri": {
      const uri = webAddress(action["uri"]);
      return uri ? { type: "uri", label: label || uri, uri } : { type: "unsupported", label };
    }
    case "clipboard":
      return { type: "clipboard", label, clipboardText: text(action["clipboardText"]) };
    case "camera":
    case "cameraRoll":
      return { type: "camera", label };
    default:
      return { type: "unsupported", label: label || text(action["type"]) };
  }
}
