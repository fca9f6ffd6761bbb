import { $, el, show, say } from './dom.js';
import { get } from './server.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];

let description = {};

/** Follows `#/components/…` inside the description, and nothing else. */
function resolve(node) {
  let found = node;
  for (let steps = 0; found && typeof found.$ref === 'string' && steps < 20; steps++) {
    found = found.$ref
      .replace(/^#\//, '')
      .split('/')
      .reduce((at, key) => (at ? at[key.replace(/~1/g, '/').replace(/~0/g, '~')] : undefined), description);
  }
  return found || {};
}

function nameOf(node) {
  return node && typeof node.$ref === 'string' ? node.$ref.split('/').pop() : null;
}

const anchor = (text) => text.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '').toLowerCase();

/** Paragraphs and `code`; all else of Markdown stays as it was written. */
function prose(text) {
  return String(text || '')
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim())
    .map((paragraph) => el('p', {}, ...inline(paragraph)));
}

function inline(text) {
  return String(text || '')
    .split(/(`[^`]+`)/)
    .map((piece) => (/^`[^`]+`$/.test(piece) ? el('code', {}, piece.slice(1, -1)) : piece));
}

function typeOf(node) {
  const name = nameOf(node);
  if (name) {
    return el('a', { href: `#schema-${anchor(name)}` }, name);
  }
  const schema = resolve(node);
  if (schema.type === 'array') {
    return el('span', {}, 'list of ', typeOf(schema.items || {}));
  }
  const kind = Array.isArray(schema.type) ? schema.type.join(' or ') : schema.type || 'any';
  return schema.format ? `${kind} (${schema.format})` : kind;
}

function limits(schema) {
  const said = [];
  if (schema.enum) {
    said.push(`one of ${schema.enum.join(', ')}`);
  }
  if (schema.minimum !== undefined || schema.maximum !== undefined) {
    said.push(`${schema.minimum ?? '…'} to ${schema.maximum ?? '…'}`);
  }
  if (schema.maxLength !== undefined) {
    said.push(`at most ${schema.maxLength} characters`);
  }
  if (schema.pattern) {
    said.push(`like ${schema.pattern}`);
  }
  if (schema.default !== undefined) {
    said.push(`default ${JSON.stringify(schema.default)}`);
  }
  return said.join('; ');
}

function describe(text, schema) {
  const bounds = limits(schema);
  return el('td', {}, ...inline(text), text && bounds ? ' ' : null, bounds ? el('span', { class: 'tag' }, `(${bounds})`) : null);
}

function table(label, heads, rows) {
  return el(
    'div',
    { class: 'scroll', role: 'region', 'aria-label': label, tabindex: '0' },
    el('table', {}, el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { scope: 'col' }, head)))), el('tbody', {}, ...rows)),
  );
}

function row(name, required, place, schema, text) {
  return el(
    'tr',
    {},
    el('th', { scope: 'row' }, name, required ? el('span', { class: 'tag must' }, ' required') : null),
    el('td', {}, place),
    describe(text, resolve(schema)),
  );
}

function parameters(label, list) {
  if (!list.length) {
    return [];
  }
  const rows = list.map((parameter) =>
    row(parameter.name, parameter.required, el('span', {}, `${parameter.in}, `, typeOf(parameter.schema || {})), parameter.schema || {}, parameter.description || resolve(parameter.schema).description),
  );
  return [el('h4', {}, 'Parameters'), table(`Parameters of ${label}`, ['Name', 'Where, type', 'Meaning'], rows)];
}

function fields(label, schema) {
  const required = schema.required || [];
  const rows = Object.entries(schema.properties || {}).map(([name, field]) =>
    row(name, required.includes(name), typeOf(field), field, resolve(field).description),
  );
  return rows.length ? [table(label, ['Field', 'Type', 'Meaning'], rows)] : [];
}

function body(label, node) {
  const content = Object.entries(resolve(node).content || {});
  if (!content.length) {
    return [];
  }
  const types = content.map(([type]) => type).join(', ');
  const schema = content[0][1].schema || {};
  return [
    el('h4', {}, 'Body ', el('span', { class: 'tag' }, types)),
    ...(nameOf(schema) ? [el('p', {}, typeOf(schema))] : fields(`Body of ${label}`, resolve(schema))),
  ];
}

function responses(label, all) {
  const rows = Object.entries(all || {}).map(([status, node]) => {
    const response = resolve(node);
    const content = Object.values(response.content || {})[0];
    return el(
      'tr',
      {},
      el('th', { scope: 'row' }, status),
      el('td', {}, content && content.schema ? typeOf(content.schema) : '–'),
      el('td', {}, ...inline(response.description)),
    );
  });
  return rows.length ? [el('h4', {}, 'Answers'), table(`Answers of ${label}`, ['Status', 'Body', 'When'], rows)] : [];
}

function operation(path, method, shared, own) {
  const label = `${method.toUpperCase()} ${path}`;
  const id = `op-${anchor(label)}`;
  const list = [...shared, ...(own.parameters || [])].map(resolve);
  return {
    id,
    label,
    tag: (own.tags || [])[0] || 'Operations',
    summary: own.summary || own.operationId || label,
    node: el(
      'section',
      { class: 'card operation', id },
      el('h3', {}, el('span', { class: `method ${method}` }, method.toUpperCase()), path),
      own.summary ? el('p', {}, ...inline(own.summary)) : null,
      el('div', { class: 'prose' }, ...prose(own.description)),
      ...parameters(label, list),
      ...body(label, own.requestBody),
      ...responses(label, own.responses),
    ),
  };
}

function showOperations() {
  const tags = new Map();
  for (const [path, item] of Object.entries(description.paths || {})) {
    for (const method of METHODS.filter((name) => item[name])) {
      const made = operation(path, method, item.parameters || [], item[method]);
      tags.set(made.tag, [...(tags.get(made.tag) || []), made]);
    }
  }
  for (const [tag, operations] of tags) {
    $('contents').append(el('h2', {}, tag), ...operations.map((o) => el('a', { href: `#${o.id}` }, o.summary)));
    $('operations').append(el('h2', {}, tag), ...operations.map((o) => o.node));
  }
}

function showSchemas() {
  const schemas = Object.entries((description.components || {}).schemas || {});
  if (!schemas.length) {
    return;
  }
  $('contents').append(el('h2', {}, 'Entities'), ...schemas.map(([name]) => el('a', { href: `#schema-${anchor(name)}` }, name)));
  $('schemas').append(
    el('h2', {}, 'Entities'),
    ...schemas.map(([name, schema]) =>
      el(
        'details',
        { class: 'card schema', id: `schema-${anchor(name)}`, open: '' },
        el('summary', {}, name),
        el('div', { class: 'prose' }, ...prose(schema.description)),
        ...fields(`Fields of ${name}`, resolve(schema)),
        schema.example === undefined ? null : el('pre', { tabindex: '0' }, JSON.stringify(schema.example, null, 2)),
      ),
    ),
  );
}

async function start() {
  const answer = await get('/openapi.json');
  $('operations').removeAttribute('aria-busy');
  if (!answer.ok) {
    say($('trouble'), 'The description could not be read. Load the page again.');
    show($('trouble'), true);
    return;
  }
  description = answer.body;
  const info = description.info || {};
  say($('title'), info.title || 'API');
  const servers = (description.servers || []).map((server) => server.url).join(', ');
  $('about').append(
    ...prose(info.description),
    el('p', {}, `Version ${info.version || '–'}`, servers ? ', under ' : null, servers ? el('code', {}, servers) : null),
  );
  showOperations();
  showSchemas();
  const wanted = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
  if (wanted) {
    wanted.scrollIntoView();
  }
}

start();
