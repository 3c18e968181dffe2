// The filter of a plan's board: the choice stands in the address, so that it can be sent to others and gone back from.
(() => {
  "use strict";

  const filter = document.querySelector("[data-board-filter]");
  const board = document.querySelector("[data-board]");
  if (!filter || !board) return;

  const NAMES = ["unit", "role", "section", "status"];
  const selects = NAMES.map((name) => filter.querySelector(`[name="${name}"]`)).filter(Boolean);
  const said = filter.querySelector("[data-board-count]");
  const columns = [...board.querySelectorAll("[data-board-column]")];
  const cards = [...board.querySelectorAll(".board-card")].map((card) => ({
    card,
    status: card.dataset.status,
    section: card.dataset.section,
    duties: card.dataset.duties.split("|").filter(Boolean).map((duty) => {
      const at = duty.indexOf(":");
      return { role: duty.slice(0, at), unit: duty.slice(at + 1) };
    }),
  }));

  function chosen() {
    return Object.fromEntries(selects.map((select) => [select.name, select.value]));
  }

  // A choice that the plan does not have is none.
  function fromAddress() {
    const asked = new URLSearchParams(location.search);
    for (const select of selects) {
      const value = asked.get(select.name) ?? "";
      select.value = [...select.options].some((option) => option.value === value) ? value : "";
    }
  }

  function address() {
    const asked = new URLSearchParams(location.search);
    for (const select of selects) {
      if (select.value) asked.set(select.name, select.value);
      else asked.delete(select.name);
    }
    const query = asked.toString();
    return location.pathname + (query ? `?${query}` : "") + location.hash;
  }

  function fits({ status, section, duties }, by) {
    const owes = (duty) => (!by.unit || duty.unit === by.unit) && (!by.role || duty.role === by.role);
    return (!by.status || status === by.status)
      && (!by.section || section === by.section)
      && ((!by.unit && !by.role) || duties.some(owes));
  }

  // What was chosen, in words: it is printed with the board.
  function words() {
    return selects.filter((select) => select.value)
      .map((select) => `${filter.querySelector(`label[for="${select.id}"]`).textContent}：${select.selectedOptions[0].textContent}`)
      .join("，");
  }

  function show() {
    const by = chosen();
    let count = 0;
    for (const one of cards) {
      one.card.hidden = !fits(one, by);
      if (!one.card.hidden) count += 1;
    }
    for (const column of columns) {
      const left = column.querySelectorAll(".board-card:not([hidden])").length;
      column.querySelector("[data-board-number]").textContent = left;
      column.querySelector("[data-board-empty]").hidden = left > 0;
      column.hidden = Boolean(by.status) && left === 0;
    }
    const filtered = words();
    said.textContent = filtered ? `${filtered}。共 ${cards.length} 项任务，符合的 ${count} 项。` : `共 ${cards.length} 项任务`;
    filter.classList.toggle("is-filtered", Boolean(filtered));
  }

  function remember() {
    if (address() !== location.pathname + location.search + location.hash) history.pushState(null, "", address());
    show();
  }

  filter.addEventListener("change", remember);
  filter.querySelector("[data-board-reset]").addEventListener("click", () => {
    for (const select of selects) select.value = "";
    remember();
  });
  addEventListener("popstate", () => {
    fromAddress();
    show();
  });

  fromAddress();
  filter.hidden = false;
  show();
})();
