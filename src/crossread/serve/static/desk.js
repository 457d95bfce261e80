// What scripts make quicker: the keys of the review queue, dropping files, watching work. All of it works without.
"use strict";

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const queue = document.querySelector("[data-keys]");
  if (!queue) return;
  const items = [...queue.querySelectorAll(".queued")];
  const at = Math.max(0, items.findIndex((item) => item.contains(document.activeElement)));
  if (event.key === "n") {
    const next = items[Math.min(at + 1, items.length - 1)];
    if (next && !items.some((item) => item.contains(document.activeElement))) items[0].focus();
    else if (next === items[at]) queue.querySelector("a[rel=next]")?.click();
    else next?.focus();
  } else if (event.key === "u") {
    queue.querySelector("[data-key=u]")?.click();
  } else if (event.key === "a" || event.key === "r") {
    items[at]?.querySelector(`[data-key=${event.key}]`)?.click();
  } else return;
  event.preventDefault();
});

// After a verdict the queue is another one: its first finding has the keys.
document.addEventListener("htmx:afterSwap", () => {
  document.querySelector("[data-keys] .queued")?.focus({ preventScroll: true });
});

for (const form of document.querySelectorAll("[data-drop]")) {
  const files = form.querySelector("input[type=file]");
  const marked = (on) => form.classList.toggle("over", on);
  for (const name of ["dragenter", "dragover"])
    form.addEventListener(name, (event) => { event.preventDefault(); marked(true); });
  form.addEventListener("dragleave", () => marked(false));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    marked(false);
    files.files = event.dataTransfer.files;
  });
}

for (const place of document.querySelectorAll("[data-events]")) {
  const source = new EventSource(place.dataset.events);
  const bar = place.querySelector("progress");
  const told = place.querySelector("[data-told]");
  source.onmessage = (event) => {
    const job = JSON.parse(event.data);
    if (job.total) { bar.max = job.total; bar.value = job.done; }
    told.textContent = job.stage + (job.total ? ` ${job.done} of ${job.total}` : "");
    if (!["waiting", "running"].includes(job.state)) { source.close(); location.reload(); }
  };
}
