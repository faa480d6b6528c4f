import "@parley/look/tokens.css";
import "@parley/look/ground.css";
import "./ui/base.css";
import "./ui/controls.css";
import "./ui/parts.css";
import "./ui/float.css";
import "./ui/talk.css";
import "./app/frame.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Refusal } from "@parley/api";
import { router } from "./app/router.tsx";
import { startTheme } from "./app/theme.ts";
import { startLanguage } from "./lang/i18n.ts";
import { Toasts } from "./ui/toast.tsx";

startTheme();
startLanguage();

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (times, error) => error instanceof Refusal && error.offline && times < 5,
    },
  },
});

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
      <Toasts />
    </QueryClientProvider>
  </StrictMode>,
);
