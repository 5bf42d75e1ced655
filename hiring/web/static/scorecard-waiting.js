"use strict";
// Says on the overview what was typed on this device and has not reached the server, with the way to the page that sends it.
(() => {
  const notice = document.getElementById("card-waiting");
  const kept = (() => {
    try {
      return Object.keys(localStorage);
    } catch {
      return []; // a browser that keeps nothing has nothing waiting
    }
  })();
  const begins = `hiring-outbox:${notice.dataset.person}:`;
  for (const link of document.querySelectorAll(".card-list a")) {
    if (!kept.some((key) => key.startsWith(`${begins}${link.getAttribute("href")}/draft:`))) continue;
    const way = document.createElement("a");
    way.href = link.href;
    way.textContent = link.querySelector("[data-name]").textContent;
    notice.append(" ", way);
    notice.hidden = false;
  }
})();
