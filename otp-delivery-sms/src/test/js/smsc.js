// An SMSC on 127.0.0.1 by the npm package `smpp`. It prints an event as a line of JSON for all that happens, the first one
// with its port, and takes orders as lines of JSON: how to answer what comes, receipts to send, connections to cut.
'use strict';

const readline = require('readline');
const smpp = require('smpp');

const PASSWORD = process.argv[2];
const sessions = new Set();
let answer = { with: 'id', id: 'a-1' };
let parts = {};

const tell = (event, more) => process.stdout.write(JSON.stringify({ event, ...more }) + '\n');

const text = (pdu) => {
  const field = pdu.message_payload || pdu.short_message;
  return { text: field.message === undefined ? String(field) : field.message, udh: field.udh };
};

/** Puts parts together as a phone does, by the header or by the parameters. */
const assembled = (pdu) => {
  const { text: own, udh } = text(pdu);
  const header = udh && udh[0];
  const of = header ? [header[2], header[3], header[4]] :
    [pdu.sar_msg_ref_num, pdu.sar_total_segments, pdu.sar_segment_seqnum];
  if (of[1] === undefined) {
    return own;
  }
  const key = of[0] + '/' + of[1];
  (parts[key] = parts[key] || [])[of[2] - 1] = own;
  return Object.keys(parts[key]).length === of[1] ? parts[key].join('') : undefined;
};

const onSubmit = (session, pdu) => {
  tell('submit', {
    to: pdu.destination_addr,
    from: pdu.source_addr,
    sourceTon: pdu.source_addr_ton,
    coding: pdu.data_coding,
    receipt: pdu.registered_delivery,
    payload: pdu.message_payload !== undefined,
    text: text(pdu).text,
    whole: assembled(pdu),
  });
  switch (answer.with) {
    case 'id':
      session.send(pdu.response({ message_id: answer.id }));
      break;
    case 'status':
      session.send(pdu.response({ command_status: answer.status }));
      break;
    case 'cut':
      session.destroy();
      break;
    default: // silence, until told to answer late
      answer.late = () => session.send(pdu.response({ message_id: answer.id }));
  }
};

const receipt = (order) => {
  const [session] = sessions;
  session.deliver_sm({
    source_addr: '491701234567',
    destination_addr: 'Acme',
    esm_class: 4,
    short_message: order.words,
    ...(order.id === undefined ? {} : { receipted_message_id: order.id, message_state: order.state }),
  }, (response) => tell('receipted', { status: response.command_status }));
};

const server = smpp.createServer((session) => {
  session.on('error', () => session.destroy());
  session.on('close', () => {
    sessions.delete(session);
    tell('close');
  });
  session.on('bind_transceiver', (pdu) => {
    const welcome = pdu.password === PASSWORD;
    session.send(pdu.response({ command_status: welcome ? smpp.ESME_ROK : smpp.ESME_RINVPASWD, system_id: 'npm' }));
    if (welcome) {
      sessions.add(session);
    }
    tell('bind', { systemId: pdu.system_id, version: pdu.interface_version, welcome });
  });
  session.on('submit_sm', (pdu) => onSubmit(session, pdu));
  session.on('enquire_link', (pdu) => {
    session.send(pdu.response());
    tell('enquire');
  });
  session.on('unbind', (pdu) => {
    session.send(pdu.response());
    tell('unbind');
  });
});

readline.createInterface({ input: process.stdin })
  .on('line', (line) => {
    const order = JSON.parse(line);
    switch (order.do) {
      case 'answer':
        answer = order;
        tell('ready');
        break;
      case 'late':
        answer.late();
        break;
      case 'receipt':
        receipt(order);
        break;
      case 'cut':
        sessions.forEach((session) => session.destroy());
        break;
      default:
        throw new Error('no such order');
    }
  })
  .on('close', () => process.exit(0)); // whoever started it is gone

server.listen(0, '127.0.0.1', () => tell('listening', { port: server.address().port }));
