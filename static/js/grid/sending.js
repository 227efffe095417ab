// Sends the form to one of the server's own addresses and gives its answer. A session that ended, or was begun again
// in another window, loses nothing: the form waits, and takes the new session's token.

export class SignedOut extends Error {}

export async function send(form, url, { more = {}, signal } = {}) {
  const ask = () => {
    const body = new FormData(form);
    for (const [name, value] of Object.entries(more)) body.append(name, value);
    return fetch(url, { method: "POST", body, signal });
  };
  let response = await ask();
  if (response.status === 403 && (await renew(form, signal))) response = await ask();
  if (response.redirected || response.status === 403) throw new SignedOut();
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

// Signing in changes the token against forged requests: the page, asked anew, carries the one that holds now.
async function renew(form, signal) {
  const response = await fetch(location.href, { signal });
  if (response.redirected || !response.ok) return false;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const token = page.querySelector("[data-grid] [name=csrfmiddlewaretoken]");
  if (!token) return false;
  form.elements.namedItem("csrfmiddlewaretoken").value = token.value;
  return true;
}
