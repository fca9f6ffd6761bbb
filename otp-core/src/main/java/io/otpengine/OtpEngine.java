package io.otpengine;

import io.otpengine.internal.lifecycle.Reading;
import io.otpengine.internal.lifecycle.Receipts;
import io.otpengine.internal.lifecycle.Resending;
import io.otpengine.internal.lifecycle.Sending;
import io.otpengine.internal.lifecycle.Verifying;
import io.otpengine.internal.lifecycle.Workings;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Proves phone numbers with one-time passwords: sends a code, sends it again, and judges what the user typed.
 *
 * <pre>{@code
 * OtpEngine engine = OtpEngine.builder()
 *     .store(new InMemoryOtpStore())
 *     .channel(new ConsoleChannel(Channel.SMS))
 *     .build();
 * Otp otp = engine.send(SendRequest.to("+491701234567")).orElseThrow();
 * Verification verification = engine.verify(otp.id(), "123456");
 * }</pre>
 *
 * <p>An engine is a view on one account; {@link #forAccount} gives another account's view over the same store, channels
 * and keys. What belongs to another account does not exist for this one.
 *
 * <p>An engine has no threads of its own and nothing to close. It is safe for use by several threads, and several
 * engines may share one store. Calls block for as long as the store and the channel do.
 *
 * <p><strong>What goes wrong.</strong> An expected outcome is a value. A wrong argument is an
 * {@link InvalidRequestException}, raised before anything is counted, charged or written. Broken infrastructure is an
 * {@link OtpException}; a guess that met one was perhaps counted and never revealed.
 *
 * <h2>Security guarantees</h2>
 *
 * <p>However many threads and nodes call: an OTP takes as many guesses as it was sent with, is verified at most once and
 * never after it expired; quotas are never exceeded; nothing gives attempts back. Codes are sealed at rest with
 * AES-256-GCM and appear in no log, event, exception or {@code toString} of the engine. Not promised: that a phone
 * belongs to a person, or that SMS and voice cannot be intercepted; NIST calls both restricted, so offer another way too.
 */
public final class OtpEngine {
    private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final String FIRST_ACCOUNT = "default";

    private final String accountId;
    private final Workings workings;
    private final Sending sending;
    private final Resending resending;
    private final Verifying verifying;
    private final Reading reading;
    private final Receipts receipts;

    private OtpEngine(String accountId, Workings workings) {
        this.accountId = accountId;
        this.workings = workings;
        this.sending = workings.sending();
        this.resending = workings.resending();
        this.verifying = workings.verifying();
        this.reading = workings.reading();
        this.receipts = workings.receipts();
    }

    /**
     * Starts an engine.
     *
     * @return a builder that lacks a store and a channel
     */
    public static OtpEngineBuilder builder() {
        return new OtpEngineBuilder();
    }

    static OtpEngine over(Workings workings) {
        return new OtpEngine(FIRST_ACCOUNT, workings);
    }

    /**
     * The view of another account.
     *
     * @param accountId {@code [A-Za-z0-9._-]{1,64}}; a new engine is on {@code default}
     * @return an engine that shares everything but the account
     * @throws InvalidRequestException if the account is not as above
     */
    public OtpEngine forAccount(String accountId) {
        if (accountId == null) {
            throw InvalidRequestException.required("account");
        }
        if (!ACCOUNT.matcher(accountId).matches()) {
            throw InvalidRequestException.malformed("account", "must be 1 to 64 letters, digits, '.', '_' or '-'");
        }
        return new OtpEngine(accountId, workings);
    }

    /**
     * Sends a new code. The OTP is stored before its message goes out.
     *
     * @param request whom to send to, and how
     * @return what became of it
     * @throws InvalidRequestException if a value is outside its bounds; it costs nothing
     * @throws OtpStoreException if the store failed; the OTP, if one may be stored, is in {@link OtpException#otpId()}
     * @throws OtpException if the random generator failed; nothing was stored
     */
    public SendResult send(SendRequest request) {
        return sending.send(accountId, request);
    }

    /**
     * Sends the same code once more by the same way. Neither expiry nor attempts change.
     *
     * @param id the OTP
     * @return what became of it; {@link SendResult.Refused} with {@code NOT_ACTIVE} for a final OTP
     * @throws InvalidRequestException if the id is null
     * @throws OtpException if the store failed or the code cannot be unsealed
     */
    public SendResult resend(OtpId id) {
        return resending.resend(accountId, ResendRequest.of(id));
    }

    /**
     * Sends the same code once more, perhaps by another way.
     *
     * @param request the OTP, and what differs
     * @return what became of it
     * @throws InvalidRequestException if a value is outside its bounds, or no channel has that name
     * @throws OtpException if the store failed or the code cannot be unsealed
     */
    public SendResult resend(ResendRequest request) {
        return resending.resend(accountId, request);
    }

    /**
     * Judges one guess. At an active OTP every guess costs an attempt, right or wrong.
     *
     * @param id the OTP
     * @param code what the user typed; more than 64 characters, or one outside ASCII, are a wrong guess
     * @return the outcome, told once the guess is counted
     * @throws InvalidRequestException if the id is null or the code is null or blank; it costs nothing
     * @throws OtpException if the store failed or the code's key is unknown; nothing is revealed
     */
    public Verification verify(OtpId id, String code) {
        return verifying.verify(accountId, VerifyRequest.of(id, code));
    }

    /**
     * Judges one guess, and what it is for.
     *
     * @param request the OTP, what the user typed, and the binding
     * @return the outcome, told once the guess is counted
     * @throws InvalidRequestException if a value is missing or outside its bounds; it costs nothing
     * @throws OtpException if the store failed or the code's key is unknown; nothing is revealed
     */
    public Verification verify(VerifyRequest request) {
        return verifying.verify(accountId, request);
    }

    /**
     * One OTP, final ones included, for as long as the store has it.
     *
     * @param id its id
     * @return the OTP, or empty if this account has none of that id
     * @throws InvalidRequestException if the id is null
     * @throws OtpStoreException if the store failed
     */
    public Optional<Otp> find(OtpId id) {
        return reading.find(accountId, id);
    }

    /**
     * The OTPs of one number, final ones included.
     *
     * @param number international, with {@code +} or {@code 00} or without either
     * @return newest first, at most 100
     * @throws InvalidRequestException if it is not a phone number
     * @throws OtpStoreException if the store failed
     */
    public List<Otp> findByNumber(String number) {
        return reading.findByNumber(accountId, number);
    }

    /**
     * Removes an OTP. What it cost stays charged.
     *
     * @param id its id
     * @return the OTP as it was, or empty if this account has none of that id
     * @throws InvalidRequestException if the id is null
     * @throws OtpStoreException if the store failed
     */
    public Optional<Otp> delete(OtpId id) {
        return reading.delete(accountId, id);
    }

    /**
     * What happened to an OTP, as far as it is kept: the first event and the latest 31.
     *
     * @param id its id
     * @return oldest first, unmodifiable; empty if this account has no such OTP
     * @throws InvalidRequestException if the id is null
     * @throws OtpStoreException if the store failed
     */
    public List<OtpEvent> events(OtpId id) {
        return reading.events(accountId, id);
    }

    /**
     * The applications of this account.
     *
     * @return a view, as safe for several threads as the engine
     */
    public Applications applications() {
        return workings.applicationsOf(accountId);
    }

    /**
     * Takes a receipt, for whichever account it is: its reference authenticates it.
     *
     * @param report what the provider says
     * @return the OTP, or empty if the reference is not one that this engine gave out, or its OTP is gone
     * @throws InvalidRequestException if a value is missing
     * @throws OtpStoreException if the store failed; the provider may report again
     */
    public Optional<Otp> report(DeliveryReport report) {
        return receipts.report(report);
    }

    /**
     * Forgets the wrong guesses in a row at a number of this account: an operator's answer to
     * {@link SendResult.Refused.Reason#NUMBER_BLOCKED}.
     *
     * @param number international, with {@code +} or {@code 00} or without either
     * @return whether there were any
     * @throws InvalidRequestException if it is not a phone number
     * @throws OtpStoreException if the store failed
     */
    public boolean unblock(String number) {
        return reading.unblock(accountId, number);
    }

    /**
     * Removes what nobody needs any more, of all accounts: OTPs whose retention is over, and quotas whose windows ended an
     * hour ago or earlier, since another node's clock may be behind. Call it from time to time, again while it returns
     * {@code limit}.
     *
     * @param limit the most to remove in this call, from 1; 5,000 suits databases
     * @return how many were removed
     * @throws InvalidRequestException if the limit is below 1
     * @throws OtpStoreException if the store failed
     */
    public int purge(int limit) {
        return reading.purge(limit);
    }

    @Override
    public String toString() {
        return "OtpEngine[" + accountId + "]";
    }
}
