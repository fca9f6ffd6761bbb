/** Finds by id; a missing element is a mistake in the page, not a case to handle. */
export function $(id) {
  const found = document.getElementById(id);
  if (!found) {
    throw new Error(`no element #${id}`);
  }
  return found;
}

/** Makes an element. Children that are strings become text, never markup. */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'class') {
      made.className = value;
    } else if (key.startsWith('on')) {
      made.addEventListener(key.slice(2), value);
    } else if (value !== null && value !== undefined) {
      made.setAttribute(key, value);
    }
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Makes an element of SVG. */
export function svg(name, attributes = {}) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  return made;
}

/** Writes only what differs, so that live regions speak once. */
export function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

export function show(element, visible) {
  if (element.hidden === visible) {
    element.hidden = !visible;
  }
}

/** Tells a screen reader what eyes see change. */
export function announce(text) {
  const announcer = $('announcer');
  announcer.textContent = '';
  // Emptied first and filled in a later turn, the same words are spoken again.
  setTimeout(() => {
    announcer.textContent = text;
  }, 40);
}

/** An error beside its field; an empty text takes it away. */
export function fieldError(input, message, text) {
  say(message, text);
  if (!input) {
    return;
  }
  if (text) {
    input.setAttribute('aria-invalid', 'true');
  } else {
    input.removeAttribute('aria-invalid');
  }
}

/** A button that must not be pressed now and still keeps the focus and can be found. */
export function setBlocked(button, blocked) {
  if (blocked) {
    button.setAttribute('aria-disabled', 'true');
  } else {
    button.removeAttribute('aria-disabled');
  }
}

export function isBlocked(button) {
  return button.getAttribute('aria-disabled') === 'true';
}
