/**
 * Asks the browser for the code of the next message that is bound to this host (WebOTP). Browsers without it are left
 * alone; where it is, one question is open at most, and it is taken back when the code is no longer wanted.
 */
let question = null;

export function listenForCode(onCode) {
  stopListening();
  if (!('OTPCredential' in window) || !navigator.credentials) {
    return;
  }
  const asked = new AbortController();
  question = asked;
  navigator.credentials
    .get({ otp: { transport: ['sms'] }, signal: asked.signal })
    .then((credential) => {
      if (question === asked && credential && credential.code) {
        question = null;
        onCode(credential.code);
      }
    })
    .catch(() => {
      // Taken back, refused by the user or timed out: typing works as ever.
    });
}

export function stopListening() {
  if (question) {
    question.abort();
    question = null;
  }
}
