export const zh = {
  title: "把每位客人，認成一個人",
  lead: "網站、LINE、門市的往來，都在這裡看、在這裡回。",
  email: "電郵",
  password: "密碼",
  enter: "登入",
  entering: "登入中",
  wrong: "電郵或密碼不對",
  demo: "示範商店的帳號和密碼在資料夾的 demo.env 裡",
};

export const en: typeof zh = {
  title: "Every customer, one person",
  lead: "What happened on the site and on LINE is seen here and answered here.",
  email: "E-mail",
  password: "Password",
  enter: "Sign in",
  entering: "Signing in",
  wrong: "E-mail or password is not right",
  demo: "The demo shop's login is in demo.env in the data folder",
};
