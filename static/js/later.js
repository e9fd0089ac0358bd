// Loads a map's program when the map comes near the window: who reads only the text of a page does not wait for it, nor pay for it.

const NEAR = "80px";

for (const template of document.querySelectorAll("template[data-later]")) {
  const observer = new IntersectionObserver(
    ([place]) => {
      if (!place.isIntersecting) return;
      observer.disconnect();
      load(document.importNode(template.content, true));
    },
    { rootMargin: NEAR },
  );
  observer.observe(document.getElementById(template.dataset.later));
}

/** Puts styles before those of the page, which change them, and scripts at its end, where they run in their order. */
function load(content) {
  document.head.prepend(...content.querySelectorAll("link"));
  for (const script of content.querySelectorAll("script")) script.async = false;
  document.body.append(content);
}
