import { $, el, fieldError, say, show } from './dom.js';
import { get, post } from './server.js';

const NEW = '+';
const CHANNELS = { sms: 'text message', voice: 'call' };
const PAUSE = 250;
const FIELDS = { codeLength: 'code-length', attempts: 'attempts-allowed', expire: 'expire', sender: 'sender', caller: 'caller' };

const names = new Intl.DisplayNames(['en'], { type: 'language' });

function languageName(tag) {
  try {
    return names.of(tag) || tag;
  } catch {
    return tag;
  }
}

/** `en-voice` is a language and a channel, `pt-BR` a language with its region: regions are in upper case. */
function parseKey(key) {
  const found = /^(.+)-([a-z][a-z0-9]*)$/.exec(key);
  return found ? { language: found[1], channel: found[2] } : { language: key, channel: '' };
}

function keyName(key) {
  const { language, channel } = parseKey(key);
  return channel ? `${languageName(language)}, ${CHANNELS[channel] || channel}` : languageName(language);
}

/** The application's settings and texts, with a preview of the text that is being written. */
export function settingsPanel() {
  let known = null;
  let apiKey = null;
  let demo = false;
  let timer = null;
  let asked = 0;
  let dirty = false;
  let saving = false;

  const template = $('template');
  const keys = $('template-key');

  const headers = () => (apiKey ? { apiKey } : {});

  async function load() {
    const answer = await get('/page/settings', headers());
    if (!answer.ok) {
      return answer;
    }
    take(answer.body);
    return answer;
  }

  function take(settings) {
    const first = known === null;
    const key = keys.value;
    known = settings;
    show($('settings-columns'), true);
    $('code-length').min = settings.bounds.minLength;
    $('code-length').max = settings.bounds.maxLength;
    $('attempts-allowed').min = 1;
    $('attempts-allowed').max = settings.bounds.maxAttempts;
    $('expire').min = settings.bounds.minExpire;
    $('expire').max = settings.bounds.maxExpire;
    $('code-length').value = settings.codeLength;
    $('attempts-allowed').value = settings.attempts;
    $('expire').value = settings.expire;
    $('sender').value = settings.sender;
    $('caller').value = settings.caller || '';
    $('alphanumeric').checked = settings.alphanumeric;
    show($('reset'), settings.own && settings.changed);
    say($('settings-whose'), settings.own ? (settings.changed ? 'Your own copy' : 'The defaults') : 'For everybody');
    say(
      $('settings-note'),
      settings.own
        ? 'All visitors of this demo share one account. What you edit is a copy of your own: your tabs send under it, nobody else does, and it goes when you do. Codes already sent keep what they were sent under.'
        : 'This is the account’s default application. Codes already sent keep what they were sent under.',
    );
    listKeys(first ? null : key);
    listLanguages();
    dirty = false;
  }

  function texts() {
    return { ...known.builtIn, ...known.templates };
  }

  function listKeys(wanted) {
    const all = Object.keys(texts()).sort();
    keys.replaceChildren(
      ...all.map((key) => el('option', { value: key }, keyName(key))),
      el('option', { value: NEW }, 'Another language …'),
    );
    keys.value = all.includes(wanted) ? wanted : 'en';
    showText();
  }

  function listLanguages() {
    const choice = $('language');
    const chosen = choice.value;
    const languages = [...new Set(Object.keys(texts()).map((key) => parseKey(key).language))].sort();
    choice.replaceChildren(
      el('option', { value: '' }, 'Of the number’s country'),
      ...languages.map((language) => el('option', { value: language }, languageName(language))),
    );
    choice.value = languages.includes(chosen) ? chosen : '';
    show($('language-field'), languages.length > 1);
  }

  function showText() {
    const another = keys.value === NEW;
    show($('new-key'), another);
    show($('new-channel-field'), another);
    template.value = texts()[another ? 'en' : keys.value] || '';
    show($('delete-template'), !another && keys.value in known.templates);
    showBinding();
    clearErrors();
    preview();
  }

  function target() {
    return keys.value === NEW
      ? { language: $('new-language').value.trim(), channel: $('new-channel').value }
      : parseKey(keys.value);
  }

  function fields() {
    return {
      codeLength: Number($('code-length').value),
      alphanumeric: $('alphanumeric').checked,
      attempts: Number($('attempts-allowed').value),
      expire: Number($('expire').value),
      sender: $('sender').value,
      caller: $('caller').value,
    };
  }

  /** The last line by which browsers offer the code on pages of this host alone. */
  const boundLine = () => `\n\n@${known.webOtpHost} #{{OTP}}`;

  function showBinding() {
    const possible = Boolean(known.webOtpHost) && target().channel !== 'voice';
    show($('bind-field'), possible);
    $('bind').checked = possible && template.value.endsWith(boundLine());
  }

  function bind() {
    const line = boundLine();
    if ($('bind').checked) {
      template.value = template.value.trimEnd() + line;
    } else if (template.value.endsWith(line)) {
      template.value = template.value.slice(0, -line.length);
    }
    preview();
  }

  function clearErrors() {
    for (const [field, id] of Object.entries(FIELDS)) {
      fieldError($(id), $(`${field}-error`), '');
    }
    fieldError(template, $('text-error'), '');
    fieldError($('new-language'), $('language-error'), '');
    say($('settings-saved'), '');
    say($('template-saved'), '');
  }

  function showError(trouble, otherwise) {
    if (trouble.field in FIELDS) {
      fieldError($(FIELDS[trouble.field]), $(`${trouble.field}-error`), trouble.message);
    } else if (trouble.field === 'language' && keys.value === NEW) {
      fieldError($('new-language'), $('language-error'), trouble.message);
    } else {
      fieldError(trouble.field === 'text' ? template : null, $(otherwise), trouble.message);
    }
  }

  /** Asks the engine how the text would arrive, a moment after the last key. */
  function preview() {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const mine = ++asked;
      const { language, channel } = target();
      const draft = { ...fields(), language: language || 'en', channel, text: template.value };
      const answer = await post('/page/preview', draft, headers());
      if (mine === asked) {
        showPreview(answer.ok ? answer.body : { findings: [], error: answer.body }, channel);
      }
    }, PAUSE);
  }

  function showPreview({ text, size, findings, error }, channel) {
    say($('preview'), text || '');
    say($('preview-title'), channel === 'voice' ? 'Preview, as spoken' : 'Preview');
    if (size) {
      const parts = size.parts === 1 ? '1 part' : `${size.parts} parts`;
      const alphabet = size.encoding === 'GSM_7' ? 'GSM-7' : 'UCS-2';
      say($('preview-size'), `${parts} · ${size.units} of ${size.single} characters of ${alphabet} that fit into one`);
    } else {
      say($('preview-size'), error ? '' : 'A call has no parts.');
    }
    const list = findings.map((finding) => el('li', { class: finding.bad ? 'bad' : 'warn' }, finding.message));
    if (error) {
      list.unshift(el('li', { class: 'bad' }, `Cannot be saved: ${error.message}`));
    }
    $('findings').replaceChildren(...list);
  }

  async function save(path, body, saved, otherwise) {
    clearErrors();
    saving = true;
    const answer = await post(path, body, headers());
    saving = false;
    if (answer.ok) {
      take(answer.body);
      say($(saved), 'Saved.');
      return true;
    }
    showError(answer.body, otherwise);
    const wrong = document.querySelector('#settings [aria-invalid="true"]');
    if (wrong) {
      wrong.focus();
    }
    return false;
  }

  $('settings-form').addEventListener('submit', (event) => {
    event.preventDefault();
    save('/page/settings', fields(), 'settings-saved', 'sender-error');
  });
  $('template-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    const { language, channel } = target();
    const another = keys.value === NEW;
    if (await save('/page/template', { language, channel, text: template.value }, 'template-saved', 'text-error')) {
      const key = channel ? `${language}-${channel}` : language;
      if (another && [...keys.options].some((option) => option.value === key)) {
        keys.value = key;
        showText();
        say($('template-saved'), 'Saved.');
      }
    }
  });
  $('delete-template').addEventListener('click', async () => {
    const { language, channel } = parseKey(keys.value);
    if (await save('/page/template/delete', { language, channel }, 'template-saved', 'text-error')) {
      say($('template-saved'), 'Removed.');
      keys.focus();
    }
  });
  $('reset').addEventListener('click', async () => {
    if (await save('/page/settings/reset', {}, 'settings-saved', 'sender-error')) {
      say($('settings-saved'), 'As at the start.');
      $('save-settings').focus();
    }
  });
  $('unlock-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    apiKey = $('api-key').value.trim();
    const answer = await load();
    fieldError($('api-key'), $('unlock-error'), answer.ok ? '' : answer.body.message);
    if (answer.ok) {
      $('api-key').value = '';
      show($('unlock-form'), false);
      $('code-length').focus();
    } else {
      apiKey = null;
      $('api-key').focus();
    }
  });
  keys.addEventListener('change', showText);
  $('bind').addEventListener('change', bind);
  for (const form of [$('settings-form'), $('template-form')]) {
    form.addEventListener('input', (event) => {
      dirty = true;
      const described = event.target.getAttribute('aria-describedby') || '';
      const message = described.split(' ').find((id) => id.endsWith('-error'));
      if (message) {
        fieldError(event.target, $(message), '');
      }
      say($('settings-saved'), '');
      say($('template-saved'), '');
      if (event.target === template) {
        showBinding();
      }
      preview();
    });
  }

  return {
    start(isDemo) {
      demo = isDemo;
      show($('settings'), true);
      show($('unlock-form'), !demo && !apiKey);
      if (demo) {
        load();
      }
    },
    /** Another tab of this visitor saved something; what is being typed here stays. */
    changed(version) {
      if (known && version > known.version && !dirty && !saving) {
        load();
      }
    },
  };
}
