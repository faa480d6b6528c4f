import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { speak } from "@parley/api";
import { en, zh } from "./words.ts";

export type Language = "zh-Hant-TW" | "en";

const KEPT = "parley.lang";

export function startLanguage(): void {
  void i18next.use(initReactI18next).init({
    resources: { "zh-Hant-TW": { translation: zh }, en: { translation: en } },
    lng: firstLanguage(),
    fallbackLng: "zh-Hant-TW",
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  apply(i18next.language);
}

export function speakLanguage(lang: Language): void {
  localStorage.setItem(KEPT, lang);
  void i18next.changeLanguage(lang);
  apply(lang);
}

/// Until someone chooses here, the console speaks the language of their account.
export function followAccount(locale: string): void {
  const lang = locale.startsWith("zh") ? "zh-Hant-TW" : "en";
  if (localStorage.getItem(KEPT) !== null || i18next.language === lang) return;
  void i18next.changeLanguage(lang);
  apply(lang);
}

function firstLanguage(): Language {
  const kept = localStorage.getItem(KEPT);
  if (kept === "en" || kept === "zh-Hant-TW") return kept;
  return navigator.language.startsWith("zh") ? "zh-Hant-TW" : "en";
}

function apply(lang: string): void {
  document.documentElement.lang = lang;
  speak(lang === "en" ? "en" : "zh-Hant");
}
