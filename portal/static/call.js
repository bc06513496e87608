// The call screen: it can be emptied at once, and loses no word. Works without this too.

// A call that is not safe: the screen is empty before anything is sent.

async function stop(event) {
  event.preventDefault();
  const { form, name, value, dataset } = event.currentTarget;
  const data = new FormData(form);
  data.set(name, value);
  document.body.replaceChildren();
  const send = () => fetch(form.action, { method: "POST", body: new URLSearchParams(data) });
  const answer = await send().catch(send).catch(() => null);
  location.replace(dataset.stop + (answer?.ok ? "" : "?mislukt=ja"));
}

function arm() {
  document.querySelector("[data-stop]")?.addEventListener("click", stop);
}

arm();
document.addEventListener("htmx:afterSettle", arm);

// What she typed last before she leaves the page is kept too.

let typedIn;
document.addEventListener("input", (event) => (typedIn = event.target.form));
document.addEventListener("submit", () => (typedIn = null));
addEventListener("pagehide", () => {
  if (!typedIn?.isConnected || !typedIn.dataset.keep) return;
  navigator.sendBeacon(typedIn.dataset.keep, new URLSearchParams(new FormData(typedIn)));
});
