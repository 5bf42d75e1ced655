"use strict";
// Says on the overview what was typed on this device and has not reached the server, with the way to the page that sends it.
(() => {
  const notice = document.getElementById("card-waiting");
  const begins = `hiring-outbox:${notice.dataset.person}:`;
  const pages = new Map([...document.querySelectorAll(".card-list a")].map((link) => [`${link.getAttribute("href")}/draft`, link]));
  const waiting = [...pages].filter(([address]) => Object.keys(localStorage).some((key) => key.startsWith(`${begins}${address}:`)));
  for (const [, link] of waiting) {
    const way = document.createElement("a");
    way.href = link.href;
    way.textContent = link.querySelector("[data-name]").textContent;
    notice.append(" ", way);
  }
  notice.hidden = waiting.length === 0;
})();
