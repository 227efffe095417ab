// Finds an area by a name that leads to it, in a copy of the site that has no server to ask. The names are fetched once
// somebody has typed one; without this script the page lists all of them.

const MOST_AREAS = 12;

// As stats/analysis/search/names.py makes a key: no accents, no capitals, no marks, and one spelling of "St" and "Saint".
function keyOf(text, spellings) {
  const plain = text.normalize("NFKD").replace(/[^\x00-\x7f]/g, "").toLowerCase();
  const words = plain.replaceAll("'", "").replaceAll("&", " and ").match(/[a-z0-9]+/g) ?? [];
  return words.map((word) => spellings[word] ?? word).join(" ");
}

function matching(names, key) {
  const exact = names.filter(([name]) => name === key);
  if (exact.length) return exact;
  return names.filter(([name]) => name.startsWith(key) || name.includes(` ${key}`));
}

async function search(holder, query) {
  const status = holder.querySelector("[role=status]");
  const list = holder.querySelector("ul");
  const say = (words) => (status.textContent = words.replace("QUERY", query));
  let index;
  try {
    const answer = await fetch(holder.dataset.names);
    if (!answer.ok) throw new Error(`${answer.status}`);
    index = await answer.json();
  } catch (error) {
    console.error(error);
    say(holder.dataset.failed);
    return;
  }
  const key = keyOf(query, index.spellings);
  const found = new Map();
  for (const [, reason, area] of key ? matching(index.names, key) : []) {
    found.set(area, [...(found.get(area) ?? []), reason]);
  }
  if (found.size === 0) return say(holder.dataset.none);
  if (found.size > MOST_AREAS) return say(holder.dataset.many);
  say(holder.dataset.some);
  for (const [area, reasons] of found) {
    const [name, address] = index.areas[area];
    const item = document.createElement("li");
    const title = document.createElement("p");
    title.className = "sources__title";
    const link = document.createElement("a");
    link.href = address;
    link.textContent = name;
    title.append(link);
    const why = document.createElement("p");
    why.className = "sources__facts";
    why.textContent = [...new Set(reasons)].slice(0, 5).join("; ");
    item.append(title, why);
    list.append(item);
  }
}

const asked = new URLSearchParams(location.search).get("q")?.trim().slice(0, 100);
const holder = document.getElementById("found");
if (asked && holder) {
  document.getElementById("q").value = asked;
  search(holder, asked);
}
